"""An event for a test, with its pages, the people who come, and the ways they take."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from cms.events import actions
from cms.events.lifecycle import RULES, State, Step
from cms.models import EventPage, EventsPage, HomePage, Meeting, Registration, Series
from directory.models import Bassin, Category
from tests.directory.mailbox import links

SAID = {"name": "Ann Peeters", "email": "ann@example.org", "organisation": "", "category": "-", "bassin": "nord"}
WAYS = {
    State.UNCONFIRMED: (),
    State.CONFIRMED: (Step.SEAT,),
    State.WAITING: (Step.QUEUE,),
    State.CANCELLED: (Step.SEAT, Step.CANCEL),
    State.PRESENT: (Step.SEAT, Step.ATTEND),
}


def index(language):
    known = EventsPage.objects.filter(locale__language_code=language).first()
    if known:
        return known
    home = HomePage.objects.get(locale__language_code=language)
    page = EventsPage(title=f"Events {language}", slug=f"events-{language}", locale=home.locale)
    home.add_child(instance=page)
    return page


def make_meeting(*, days=20, hours=2, languages=("fr", "nl"), bassins=(), series="perinatalite", **values):
    """In some days (or some days ago), published in these languages."""
    begins = values.pop("starts_at", timezone.now() + timedelta(days=days))
    meeting = Meeting.objects.create(
        series=Series.objects.get(code=series),
        starts_at=begins,
        ends_at=begins + timedelta(hours=hours),
        **{"place_fr": "Rue Haute 1, 1000 Bruxelles", "place_nl": "Hoogstraat 1, 1000 Brussel", **values},
    )
    meeting.bassins.set(Bassin.objects.filter(code__in=bassins))
    for language in languages:
        publish(meeting, language)
    return meeting


def publish(meeting, language, **values):
    """A page of it in a language."""
    title = {"fr": "Le sommeil", "nl": "Slapen", "en": "Sleep"}[language]
    page = EventPage(
        title=title,
        slug=f"{meeting.code}-{language}",
        introduction=f"Introduction {language}",
        meeting=meeting,
        locale=index(language).locale,
        **values,
    )
    index(language).add_child(instance=page)
    return page


def come(meeting, state=State.CONFIRMED, **values):
    """Somebody of this event, by the steps that lead there; nobody is mailed."""
    count = Registration.objects.count()
    one = Registration.objects.create(
        **{"meeting": meeting, "name": f"Person {count}", "email": f"person{count}@example.org", **values}
    )
    for step in WAYS[state]:
        assert actions.take_step(one, step)
    return one


def register(client, meeting, language="fr", **said):
    with translation.override(language):
        address = reverse("events:register", args=[meeting.code])
    return client.post(address, {**SAID, **said}, headers={"sec-fetch-site": "same-origin"})


def press(client, address):
    """The button of the page behind a link."""
    return client.post(address, headers={"sec-fetch-site": "same-origin"}, follow=True)


def link(message, does):
    """The address in a mail that leads to « confirm » or « cancel », without the host."""
    with translation.override(message.extra_headers["Content-Language"]):
        start = reverse(f"events:{does}", args=["x"]).removesuffix("x/")
    return next(re.sub(r"^https?://[^/]+", "", each) for each in links(message) if start in each)


def states(meeting):
    return dict(meeting.registrations.values_list("email", "state"))


def kind_of_actor(code="sage_femme"):
    return Category.objects.get(code=code)


def steps():
    """Every pair of a state and a step, and whether the table lets it happen."""
    return [(state, step, state in rule.origins) for step, rule in RULES.items() for state in State]
