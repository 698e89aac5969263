"""What of an erased account stands in the directory, and goes with it."""

from __future__ import annotations

import json
from typing import Any

from accounts.signals import AccountCopy
from community.models import Case
from districts.models import Actor, ActorRevision, Claim, ModuleState, Need
from versions.models import fingerprint


def forget_person(*, before: AccountCopy, erased: bool, **_rest: Any) -> None:
    """Forget the address as a contact, and what somebody wrote about themselves to be let in."""
    if not erased:
        return
    _forget_address(before.email)
    Claim.objects.filter(user=before.pk).delete()
    ModuleState.objects.filter(responsible=before.pk).update(responsible=None)
    ModuleState.objects.filter(deputy=before.pk).update(deputy=None)
    Case.objects.filter(author=before.pk, object_kind="claim").update(words="")


def _forget_address(address: str) -> None:
    """Take an address from what it is noted with: nothing may be delivered there any more."""
    Need.objects.filter(mail__iexact=address).update(mail="")
    Actor.objects.filter(earlier_mail__iexact=address).update(earlier_mail="")
    Actor.objects.filter(mail__iexact=address).update(mail="")
    for revision in ActorRevision.objects.filter(fields__mail__iexact=address):
        fields = {**revision.fields, "mail": ""}
        content = fingerprint(json.dumps(fields, sort_keys=True, ensure_ascii=False))
        ActorRevision.objects.filter(pk=revision.pk).update(fields=fields, **content)
