"""What a link in a mail is good for, and each way in which it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.mails import links
from community.models import MailLink

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
THING = ("actor", 12)


def made(**fields: object) -> str:
    return links.make(purpose="claim", thing=THING, lasts=HOUR, **fields)  # type: ignore[arg-type]


def looked(secret: str, **fields: object) -> MailLink:
    return links.look(secret=secret, purpose="claim", thing=THING, **fields)  # type: ignore[arg-type]


def test_looking_changes_nothing_and_no_secret_is_kept() -> None:
    secret = made(address="Kim@Example.org ", details={"a": 1})
    for _time in range(2):
        link = looked(secret)
    assert (link.done, link.used_at, link.details) == ("", None, {"a": 1})
    assert secret not in str(MailLink.objects.values().get())
    assert "example" not in str(MailLink.objects.values().get()).lower()
    assert looked(links.make(purpose="claim", thing=THING, lasts=HOUR, secret="s")).pk


@pytest.mark.parametrize(
    ("secret", "purpose", "thing"),
    [
        ("", "claim", THING),
        ("x\ud800\x00", "claim", THING),
        (None, "object", THING),
        (None, "claim", ("actor", 13)),
        (None, "claim", ("project", 12)),
    ],
)
def test_a_link_is_for_one_purpose_and_one_thing(
    secret: str | None, purpose: str, thing: tuple[str, int]
) -> None:
    mailed = made()
    with pytest.raises(links.UnknownLink) as over:
        links.look(secret=mailed if secret is None else secret, purpose=purpose, thing=thing)
    assert (over.value.done, over.value.when) == ("", None)
    assert looked(mailed)


def test_it_ends_by_itself() -> None:
    secret = made()
    link = looked(secret)
    with time_machine.travel(timezone.now() + HOUR + timedelta(seconds=1)):
        with pytest.raises(links.TooOld):
            looked(secret)
        with pytest.raises(links.TooOld):
            links.use(link=link, done="accepted")
        with pytest.raises(links.TooOld):
            links.begin(link=link)
    assert looked(secret)


@pytest.mark.parametrize(
    ("then", "now", "changed"),
    [("", "", False), ("a", "a", False), ("a", "b", True), ("", "b", True), ("a", "", True)],
)
def test_it_ends_when_the_thing_is_no_longer_as_it_was(then: str, now: str, changed: bool) -> None:
    secret = made(state=then)
    if changed:
        with pytest.raises(links.Changed):
            looked(secret, state=now)
    else:
        assert looked(secret, state=now)


def test_it_works_once_and_says_what_was_done() -> None:
    secret = made()
    link, other = looked(secret), looked(secret)
    links.use(link=link, done="accepted")
    for again in (lambda: looked(secret), lambda: links.use(link=other, done="refused")):
        with pytest.raises(links.Used) as over:
            again()
        assert (over.value.done, over.value.when) == ("accepted", link.used_at)
    assert links.find(secret=secret, purpose="claim").done == "accepted"


def test_a_link_of_somebody_erased_meanwhile_is_unknown() -> None:
    link = looked(made())
    MailLink.objects.all().delete()
    for act in (lambda: links.use(link=link, done="x"), lambda: links.begin(link=link)):
        with pytest.raises(links.UnknownLink):
            act()


def test_a_held_link_is_used_given_back_or_free_again_when_its_process_died() -> None:
    secret = made()
    link = looked(secret)
    links.begin(link=link)
    with pytest.raises(links.Used):
        links.begin(link=link)
    with pytest.raises(links.Used):
        looked(secret)
    links.give_back(link=link)
    links.begin(link=looked(secret))
    with time_machine.travel(timezone.now() + links.PATIENCE + timedelta(seconds=1)):
        links.begin(link=looked(secret))
        links.finish(link=link, done="sent")
        with pytest.raises(links.Used) as over:
            looked(secret)
        assert over.value.done == "sent"


def test_only_unused_links_of_that_purpose_and_thing_are_ended() -> None:
    used, here = made(), made()
    elsewhere = links.make(purpose="claim", thing=("actor", 13), lasts=HOUR)
    links.use(link=looked(used), done="accepted")
    assert links.end_all(purpose="claim", thing=THING, done="withdrawn") == 1
    assert links.find(secret=used, purpose="claim").done == "accepted"
    assert links.find(secret=here, purpose="claim").done == "withdrawn"
    assert links.look(secret=elsewhere, purpose="claim")
    assert links.end_all(purpose="claim", thing=THING, done="withdrawn") == 0


@pytest.mark.parametrize(
    ("address", "went"),
    [
        ("kim@example.org", True),
        (" KIM@Example.ORG\n", True),
        ("kim@example.com", False),
        ("", False),
    ],
)
def test_an_address_is_known_again_in_any_spelling(address: str, went: bool) -> None:
    assert links.went_to(looked(made(address="Kim@Example.org ")), address) is went
    assert not links.went_to(looked(made()), address)


def test_a_fingerprint_is_another_one_for_other_parts() -> None:
    seen = [
        links.fingerprint(),
        links.fingerprint(""),
        links.fingerprint("", ""),
        links.fingerprint("a", "b"),
        links.fingerprint("ab"),
        links.fingerprint(1),
        links.fingerprint("1"),
        links.fingerprint(None),
    ]
    assert len(set(seen)) == len(seen)
    assert links.fingerprint("a", 1) == links.fingerprint("a", 1)


def test_long_after_its_end_a_link_is_forgotten() -> None:
    made()
    for after, gone in ((links.REMEMBERED, 0), (links.REMEMBERED + 2 * HOUR, 1)):
        with time_machine.travel(timezone.now() + after):
            assert links.forget() == gone
