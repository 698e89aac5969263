"""Which files are never to be taken again, because somebody who is in them does not want it?

The ledger says so (`community.people.erasure_ledger`), which no backup brings back. It knows the
file as it was uploaded and every file that we have shown of it; a picture that somebody has changed
since is another file, and looked at like every new one.
"""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext_lazy as _

from community.people import erasure_ledger
from pictures.encoding.anew import NotTaken


class TakenBack(NotTaken):
    message = _(
        "This picture was taken from this site, because somebody who is in it does not want to be"
        " seen here. Please choose another one."
    )


class CannotTell(NotTaken):
    message = _("Pictures cannot be taken at the moment. Please try again later.")


def digest_of(data: bytes) -> str:
    """Return what tells a file from all others."""
    return hashlib.sha256(data).hexdigest()


def ensure_not_refused(digest: str) -> None:
    """Raise `TakenBack` for a file that is never taken again; `CannotTell` without the ledger."""
    try:
        contents = erasure_ledger.read()
    except OSError as error:
        raise CannotTell from error
    if any(one.has(digest) for one in contents.refused):
        raise TakenBack
