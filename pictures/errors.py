"""Why something could not be done with a picture.

::

    PictureError
    ├── StateChanged    somebody else has shown or hidden it meanwhile
    ├── NotAllowed      not this person's to decide
    ├── FileMissing     there is nothing to show
    └── WordsChanged    somebody else has changed its words meanwhile
"""


class PictureError(Exception):
    """Something about a picture cannot be done."""


class StateChanged(PictureError):
    """It is no longer in the state that was seen."""


class NotAllowed(PictureError):
    """This is not for this person to decide."""


class FileMissing(PictureError):
    """Its file is gone, so that a page would show a broken picture."""


class WordsChanged(PictureError):
    """Its words are no longer those that were seen."""
