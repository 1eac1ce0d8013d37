"""Invented readers of the newsletter beside the demo network, an issue that they got and one that is being written."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.models import Issue, NewsPage, Subscription
from cms.newsletter import composing
from cms.newsletter.issuing import take_step
from cms.newsletter.lifecycle import Move, Step
from cms.newsletter.subscribing import move
from directory import notifications
from directory.models import Bassin

# Name before the @, languages, bassins.
READERS = (
    ("alix", "fr", ("nord",)),
    ("bo", "nl", ("nord", "nord-est")),
    ("camille", "fr_nl", ()),
    ("dominique", "fr", ("centre-ouest",)),
    ("eli", "nl", ("centre-ouest",)),
    ("fred", "fr", ()),
    ("gaelle", "fr", ("sud", "sud-est")),
    ("hanne", "nl", ()),
    ("ines", "en", ()),
)
ASKED_TODAY = ("joke", "nl", ("sud",))  # has not pressed the button in her mail yet
AGO = timedelta(days=35)
SENT = {
    "subject_fr": "Les nouvelles du réseau",
    "subject_nl": "Nieuws uit het netwerk",
    "introduction_fr": "Bonjour, voici ce qui a changé ces dernières semaines. Ce numéro est inventé.",
    "introduction_nl": "Dag, dit veranderde de voorbije weken. Dit nummer is verzonnen.",
}
WRITTEN = {
    "subject_fr": "Rencontres de l’hiver",
    "introduction_fr": "Bonjour, l’agenda se remplit. Il manque encore un mot en néerlandais.",
}


def make() -> int:
    """Nothing where somebody has an issue or a reader already; how many readers were made."""
    if Subscription.objects.exists() or Issue.objects.exists():
        return 0
    with transaction.atomic():
        for name, tongues, bassins in READERS:
            move(_reader(name, tongues, bassins), Move.CONFIRM)
        _reader(*ASKED_TODAY)
        _sent()
        _being_written()
    return len(READERS) + 1


def remove() -> int:
    Issue.objects.filter(is_demo=True).delete()
    found = Subscription.objects.filter(is_demo=True)
    for one in found:
        move(one, Move.LEAVE)
    return len(found)


def _reader(name: str, tongues: str, bassins: tuple[str, ...]) -> Subscription:
    """Nobody is written to: these people do not exist."""
    email = f"{name}@maillage.example"
    one = Subscription.objects.create(
        email=email, mailbox=notifications.mailbox_of(email), tongues=tongues, is_demo=True
    )
    one.bassins.set(Bassin.objects.filter(code__in=bassins))
    return one


def _sent() -> None:
    issue = _issue(SENT)
    invented = NewsPage.objects.live().filter(is_demo=True).order_by("day", "pk")
    composing.put(
        issue, [f"news:{key}" for key in dict.fromkeys(invented.values_list("translation_key", flat=True))][:1]
    )
    readers, left_at = len(READERS) - 1, timezone.now() - AGO  # without the one who reads English
    take_step(issue, Step.SEND, started_at=left_at, recipients=readers)
    take_step(issue, Step.FINISH, finished_at=left_at, delivered=readers)


def _being_written() -> None:
    issue = _issue(WRITTEN)
    composing.put(issue, composing.fresh(issue))


def _issue(texts: dict[str, str]) -> Issue:
    last = Issue.objects.aggregate(last=Max("number"))["last"] or 0
    return Issue.objects.create(number=last + 1, is_demo=True, **texts)
