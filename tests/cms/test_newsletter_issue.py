"""What an issue says to whom: in her languages what is published in them, of her bassins and of the Region."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.utils import timezone, translation

from cms.models import EventPage, Issue, NewsPage
from cms.newsletter import composing, issuing
from cms.newsletter.notifications import as_file
from cms.newsletter.warnings import warnings
from tests.cms.meeting import make_meeting
from tests.cms.reading_news import deliver, make_issue, make_news, reader
from tests.directory.mailbox import html, links

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def words(text):
    """Of an HTML text what a reader sees, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def titles(issue, language, *bassins):
    sections = composing.edition(issue, language, bassins).sections
    return {str(section.bassin or "Region"): [entry.title for entry in section.entries] for section in sections}


def event_key(meeting):
    return f"event:{meeting.code}"


# For whom ---------------------------------------------------------------------------------------------------------


def test_a_reader_gets_her_bassins_and_the_region_and_nobody_elses():
    keys = [make_news(title=name, bassins=[name] if name != "all" else []) for name in ("nord", "all", "sud")]
    issue = make_issue(*keys)

    assert titles(issue, "fr", "nord") == {"Region": ["all"], "Bassin Nord": ["nord"]}
    assert titles(issue, "fr") == {"Region": ["all"], "Bassin Nord": ["nord"], "Bassin Sud": ["sud"]}


def test_what_is_about_several_bassins_stands_once_under_the_readers_first():
    issue = make_issue(make_news(title="both", bassins=["nord", "sud"]))

    assert titles(issue, "fr", "sud") == {"Bassin Sud": ["both"]}
    assert titles(issue, "fr", "sud", "nord") == {"Bassin Nord": ["both"]}
    assert titles(issue, "fr", "centre-ouest") == {}


def test_the_editors_order_is_kept():
    keys = [make_news(title=str(number)) for number in range(4)]
    issue = make_issue(keys[2], event_key(make_meeting()), keys[0], keys[3], keys[1])

    assert titles(issue, "nl") == {"Region": ["2", "Slapen", "0", "3", "1"]}


def test_only_what_is_published_in_the_readers_language_is_there():
    issue = make_issue(
        make_news("fr", title="seul"), make_news("fr", "nl", title="deux"), make_news("nl", title="alleen")
    )

    assert titles(issue, "fr") == {"Region": ["seul", "deux"]}
    assert titles(issue, "nl") == {"Region": ["deux", "alleen"]}
    assert composing.edition(issue, "en", ()).is_empty


def test_what_was_unpublished_or_called_off_meanwhile_is_gone():
    meeting = make_meeting()
    issue = make_issue(make_news(title="old"), event_key(meeting))
    NewsPage.objects.get(title="old", locale__language_code="fr").unpublish()
    assert titles(issue, "fr") == {"Region": ["Le sommeil"]}

    meeting.cancelled = True
    meeting.save()
    assert titles(issue, "fr") == {}
    EventPage.objects.all().delete()
    assert titles(issue, "nl") == {"Region": ["old"]}


# The mail ---------------------------------------------------------------------------------------------------------


def full_issue(**values):
    meeting = make_meeting(languages=("fr", "nl"), bassins=["nord"])
    texts = {"introduction_fr": "Bonjour à toutes & tous.\n\nÀ bientôt.", "introduction_nl": "Dag iedereen."}
    return make_issue(make_news(title="A & B"), event_key(meeting), **texts, **values)


def test_text_and_html_say_the_same():
    reader("ann@example.org")
    message = deliver(full_issue())["ann@example.org"]

    seen = words(html(message))
    for said in ("Bonjour à toutes & tous.", "À bientôt.", "A & B", "Introduction fr", "Le sommeil", "Rue Haute 1"):
        assert said in message.body
        assert said in seen
    assert message.subject == "Objet fr"
    assert set(re.findall(r'href="([^"]+)"', html(message))) == set(links(message))


def test_links_lead_straight_to_the_site_and_nothing_is_fetched():
    reader("ann@example.org")
    message = deliver(full_issue())["ann@example.org"]

    assert all(address.startswith("http://localhost:8000/fr/") for address in links(message))
    assert not re.search(r"<(img|link|script|style|iframe|object)|url\(|@import|src=", html(message))


def test_a_reader_of_two_languages_gets_one_mail_whose_parts_say_their_language():
    reader("box@example.org", "fr_nl")
    message = deliver(full_issue())["box@example.org"]

    assert message.subject == "Objet fr / Objet nl"
    assert message.extra_headers["Content-Language"] == "fr, nl"
    assert re.findall(r'<div lang="(\w+)">', html(message)) == ["fr", "nl"]
    assert message.body.index("Bonjour à toutes") < message.body.index("Dag iedereen")
    assert "zorgzone noord" in message.body.lower()
    assert "ontmoeting" in message.body.lower()


def test_a_reader_of_two_languages_gets_the_one_that_has_something_for_her():
    reader("box@example.org", "fr_nl")

    message = deliver(make_issue(make_news("nl")))["box@example.org"]

    assert message.extra_headers["Content-Language"] == "nl"


def test_whoever_has_nothing_to_read_gets_nothing():
    for email, tongues, bassins in (("en", "en", []), ("sud", "fr", ["sud"]), ("nord", "fr", ["nord"])):
        reader(f"{email}@example.org", tongues, bassins)

    sent = deliver(make_issue(make_news("fr", bassins=["nord"]), introduction_fr="Bonjour"))

    assert set(sent) == {"nord@example.org"}


def test_an_issue_may_be_an_introduction_alone():
    reader("ann@example.org")

    assert "Bonne année" in deliver(make_issue(introduction_fr="Bonne année"))["ann@example.org"].body


def test_it_comes_from_its_own_sender_at_the_lowest_priority():
    reader("ann@example.org")
    message = deliver(full_issue())["ann@example.org"]

    assert message.extra_headers["From"] == "Brusano <newsletter@brusano.example>"
    assert message.extra_headers["List-Id"] == "<newsletter.localhost>"


def test_hostile_words_stay_words():
    reader("ann@example.org")
    issue = make_issue(make_news(title=SCRIPT), subject_fr=f"{SCRIPT}", introduction_fr=SCRIPT)
    message = deliver(issue)["ann@example.org"]

    assert "<script" not in html(message)
    assert SCRIPT in message.body
    assert "<script" not in as_file(issue, "fr")


# What a new issue takes, and what it warns of ---------------------------------------------------------------------


def test_a_new_issue_takes_what_no_issue_brought_yet_and_the_events_of_the_coming_weeks():
    with time_machine.travel("2026-11-01T10:00:00+01:00"):
        old = make_news(title="old", day=timezone.localdate())
        last = make_issue(old)
        issuing.send(last, version=last.version, by=None)
    with time_machine.travel("2026-11-22T10:00:00+01:00"):
        new = make_news(title="new", day=timezone.localdate() - timedelta(days=3))
        late = make_news(title="same day", day=timezone.localdate() - timedelta(days=21))
        ancient = make_news(title="ancient", day=timezone.localdate() - timedelta(days=30))
        soon, far, past = (make_meeting(days=days) for days in (10, 90, -2))
        off = make_meeting(days=5, cancelled=True)
        issue = issuing.begin(by=None)

        assert issue.number == 2
        assert composing.held(issue) == [new, late, event_key(soon)]
        offered = {one.key for one in composing.candidates(issue)}
    assert {new, late, ancient, event_key(soon), event_key(far)} <= offered
    assert not {event_key(past), event_key(off)} & offered


def test_a_draft_keeps_what_it_holds_on_offer_however_old():
    key = make_news(day=timezone.localdate() - timedelta(days=800))
    issue = make_issue(key)

    assert key in {one.key for one in composing.candidates(issue)}
    assert key not in {one.key for one in composing.candidates(make_issue(number=2))}


def test_the_editor_is_told_what_one_language_lacks():
    translation.activate("en")
    reader("ann@example.org", "en")
    issue = make_issue(make_news("fr", title="Seul"), make_news(), subjects=("fr",), introduction_fr="Bonjour")

    said = warnings(issue)
    assert said[0] == "Dutch: without a subject this issue cannot leave."
    assert said[1] == "English: without a subject 1 reader gets nothing."
    assert said[2] == "Dutch: not translated, so left out: “Seul”."
    Issue.objects.filter(pk=issue.pk).update(subject_nl="Onderwerp")
    issue.refresh_from_db()
    assert "Dutch: the introduction is missing." in warnings(issue)


def test_nothing_is_said_of_languages_that_say_the_same():
    assert warnings(make_issue(make_news("fr", "nl", "en"))) == []
    assert warnings(make_issue(make_news("fr", "nl"), number=2, subjects=("fr", "nl"))) == []


# For another tool -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_file_is_one_whole_document_that_needs_nothing_and_leads_nobody_out(language):
    document = as_file(full_issue(), language)

    assert document.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in document
    assert {"fr": "Le sommeil", "nl": "Slapen"}[language] in document
    assert not re.search(r"<(img|link|script|style|iframe)|src=", document)
    with translation.override(language):
        ways = [str(translation.gettext("newsletter/leave/<slug:token>/")).partition("<")[0]]
    assert not any(way in document for way in ways)
