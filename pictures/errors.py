"""Why a picture was not shown or hidden.

::

    PictureError
    ├── StateChanged    somebody else has shown or hidden it meanwhile
    ├── NotAllowed      not this person's to decide
    └── FileMissing     there is nothing to show
"""


class PictureError(Exception):
    """Something about a picture cannot be done."""


class StateChanged(PictureError):
    """It is no longer in the state that was seen."""


class NotAllowed(PictureError):
    """This is not for this person to decide."""


class FileMissing(PictureError):
    """Its file is gone, so that a page would show a broken picture."""
