"""The composer in the administration: an editor writes, a moderator sends, nobody overwrites anybody."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from cms.models import Issue, NewsPage, Subscription
from cms.newsletter import composing, issuing, jobs
from cms.newsletter.lifecycle import State
from directory.permissions import EDITOR, MODERATOR, NETWORK
from tests.cms.meeting import make_meeting
from tests.cms.reading_news import make_issue, make_news, reader, readers, send, states
from tests.directory.mailbox import held, letters
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def groups():
    call_command("set_up_groups")


@pytest.fixture
def editor(client):
    person = UserFactory(groups=[EDITOR], email="editor@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def moderator(client):
    person = UserFactory(groups=[MODERATOR], email="moderator@example.org")
    client.force_login(person)
    return person


def page(issue, name="newsletter_issue"):
    return reverse(name, args=[issue.pk])


def typed(issue, *keys, do="save", **said):
    texts = {f"subject_{code}": f"Objet {code}" for code in ("fr", "nl")}
    places = {f"place-{key}": number for number, key in enumerate(keys, 1)}
    return {"version": issue.version, "do": do, "chosen": keys, **texts, **places, **said}


def test_an_editor_makes_an_issue_and_a_moderator_sends_it(client, editor):
    news, meeting = make_news(), make_meeting()
    readers(3)
    answer = client.post(reverse("newsletter_begin"), follow=True)
    issue = Issue.objects.get()
    assert composing.held(issue) == [news, f"event:{meeting.code}"]
    assert "Une consultation ouvre" in answer.content.decode()

    client.post(page(issue), typed(issue, f"event:{meeting.code}", news, do="ready", introduction_nl="Dag"))
    issue.refresh_from_db()
    assert (issue.state, issue.introduction_nl) == (State.READY, "Dag")
    assert composing.held(issue) == [f"event:{meeting.code}", news]

    client.force_login(UserFactory(groups=[MODERATOR]))
    shown = client.get(page(issue, "newsletter_send")).content.decode()
    assert "Envoyer à 3 personnes" in shown
    client.post(page(issue, "newsletter_send"), {"version": issue.version})
    jobs.queue_some()
    assert len(letters()) == 3
    assert "3 mails partis sur 3" in client.get(page(issue)).content.decode()


def test_an_editor_sends_pauses_and_erases_nothing(client, editor):
    issue = make_issue(make_news())
    reader("ann@example.org")

    assert client.get(page(issue, "newsletter_send")).status_code == 302
    for name in ("newsletter_send", "newsletter_pause"):
        client.post(page(issue, name), {"version": issue.version})
    client.post(reverse("newsletter_erase"), {"email": "ann@example.org"})

    issue.refresh_from_db()
    assert issue.state == State.DRAFT
    assert states() == {"ann@example.org": "confirmed"}
    assert "Enregistrer, puis envoyer" not in client.get(page(issue)).content.decode()


def test_somebody_of_another_group_sees_nothing_of_it(client):
    client.force_login(UserFactory(groups=[NETWORK]))
    issue = make_issue(make_news())

    for name in ("newsletter_issue", "newsletter_preview", "newsletter_mail", "newsletter_send"):
        assert client.get(page(issue, name)).status_code == 302
    assert client.get(reverse("newsletter")).status_code == 302
    assert reverse("newsletter") not in client.get("/admin/").content.decode()


def test_two_people_at_one_issue_do_not_overwrite_each_other(client, editor):
    issue = make_issue()
    mine = typed(issue, subject_fr="Le mien")
    client.post(page(issue), typed(issue, subject_fr="Le sien"))

    answer = client.post(page(issue), mine, follow=True)

    issue.refresh_from_db()
    assert issue.subject_fr == "Le sien"
    assert "Pas enregistré" in answer.content.decode()
    assert "Le sien" in answer.content.decode()


def test_what_was_ready_is_a_draft_again_once_it_is_changed(client, editor):
    issue = make_issue(make_news(), state=State.READY)

    client.post(page(issue), typed(issue))

    issue.refresh_from_db()
    assert issue.state == State.DRAFT


def test_what_leaves_can_not_be_changed_or_thrown_away(client, editor):
    issue = make_issue(make_news())
    send(issue)

    client.post(page(issue), typed(issue, subject_fr="Autre"))
    client.post(page(issue, "newsletter_discard"))

    issue.refresh_from_db()
    assert (issue.subject_fr, issue.state) == ("Objet fr", State.SENDING)


def test_a_draft_is_thrown_away(client, editor):
    client.post(page(make_issue(make_news()), "newsletter_discard"))

    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("numbers", "order"), [(("2", "1", ""), "bac"), (("", "x", "0"), "cab"), (("1", "1", "1"), "abc")]
)
def test_numbers_give_the_order_and_ticks_what_goes_along(client, editor, numbers, order):
    keys = {name: make_news(title=name, day=f"2026-11-{day}") for name, day in zip("abc", (20, 19, 18), strict=True)}
    issue = make_issue()
    places = {f"place-{key}": number for key, number in zip(keys.values(), numbers, strict=True)}

    client.post(page(issue), {**typed(issue, *keys.values()), **places})

    assert composing.held(issue) == [keys[name] for name in order]


def test_what_nobody_offered_is_not_taken(client, editor):
    hidden = make_news("fr")
    make_issue()
    issue = Issue.objects.get()

    NewsPage.objects.update(live=False)
    forged = [hidden, "news:nonsense", "event:nothere1", "user:1", ""]

    assert client.post(page(issue), typed(issue, *forged)).status_code == 302
    assert composing.held(issue) == []


def test_a_subject_is_one_line_and_a_text_too_long_is_said_where_it_stands(client, editor):
    issue = make_issue()
    client.post(page(issue), typed(issue, subject_fr="Un\r\nBcc: x@example.org"))
    issue.refresh_from_db()
    assert issue.subject_fr == "Un Bcc: x@example.org"

    answer = client.post(page(issue), typed(issue, subject_fr="x" * 121))
    assert answer.status_code == 200
    assert "x" * 121 in answer.content.decode()


def test_the_trial_comes_to_whoever_asked_in_each_language_and_leads_nobody_out(client, editor):
    issue = make_issue(make_news())

    client.post(page(issue), typed(issue, *composing.held(issue), do="try", subject_en=""))

    sent = letters()
    assert [message.to for message in sent] == [["editor@example.org"]] * 2
    assert [message.subject for message in sent] == ["Objet fr", "Objet nl"]
    assert all("List-Unsubscribe" not in message.extra_headers for message in sent)
    assert "Un essai" in sent[0].body
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("tongues", "seen", "unseen"), [("nl", "Een", "Une"), ("fr", "Une", "Een"), ("x", "Une", "Een")]
)
def test_the_preview_shows_the_mail_as_html_and_as_text(client, editor, tongues, seen, unseen):
    issue = make_issue(make_news(bassins=["nord"]))
    asked = {"tongues": tongues, "bassin": "nord"}

    shown = client.get(page(issue, "newsletter_preview"), asked).content.decode()
    mail = client.get(page(issue, "newsletter_mail"), asked)

    text = re.search(r"<pre.*?</pre>", shown, re.S)[0]
    assert f"{seen} " in text
    assert f"{unseen} " not in text
    assert f"{seen} " in mail.content.decode()
    assert "frame-ancestors 'self'" in mail["Content-Security-Policy"]


def test_the_preview_of_a_bassin_holds_nothing_of_another(client, editor):
    issue = make_issue(make_news(title="Du Nord", bassins=["nord"]), make_news(title="Du Sud", bassins=["sud"]))

    shown = client.get(page(issue, "newsletter_mail"), {"bassin": "sud"}).content.decode()

    assert "Du Sud" in shown
    assert "Du Nord" not in shown


def test_looking_at_an_issue_writes_nothing(client, editor):

    issue = make_issue(make_news())
    before = held()
    for name in ("newsletter_issue", "newsletter_preview", "newsletter_mail"):
        client.get(page(issue, name))

    assert held() == before


def test_each_language_is_saved_as_a_file_also_where_the_newsletter_is_off(client, editor, settings):
    settings.NEWSLETTER = False
    issue = make_issue(make_news(), subjects=("fr", "nl"))

    for language in ("fr", "nl"):
        answer = client.get(reverse("newsletter_file", args=[issue.pk, language]))
        assert answer["Content-Disposition"] == f'attachment; filename="newsletter-1-{language}.html"'
        assert f'<html lang="{language}">' in answer.content.decode()
    assert client.get(reverse("newsletter_file", args=[issue.pk, "en"])).status_code == 404


def test_switched_off_nothing_can_be_sent(client, moderator, settings):
    settings.NEWSLETTER = False
    issue = make_issue(make_news())
    readers(2)

    assert 'name="version"' not in client.get(page(issue, "newsletter_send")).content.decode()
    client.post(page(issue, "newsletter_send"), {"version": issue.version})

    issue.refresh_from_db()
    assert issue.state == State.DRAFT


def test_without_a_dutch_subject_there_is_no_button(client, moderator):
    issue = make_issue(make_news(), subjects=("fr",))

    shown = client.get(page(issue, "newsletter_send")).content.decode()

    assert 'name="version"' not in shown
    assert "sans objet, ce numéro ne peut pas partir" in shown


def test_a_moderator_pauses_and_goes_on(client, moderator):
    readers(50)
    issue = make_issue(make_news())
    send(issue)
    jobs.queue_some()

    client.post(page(issue, "newsletter_pause"), {"do": "pause"})
    issue.refresh_from_db()
    assert issue.state == State.PAUSED
    assert f"<strong>{50 - jobs.BATCH}</strong> à venir" in client.get(page(issue)).content.decode()

    client.post(page(issue, "newsletter_pause"), {"do": "resume"})
    issue.refresh_from_db()
    assert issue.state == State.SENDING


def test_a_moderator_erases_whoever_telephones(client, moderator):
    reader("ann@example.org")

    for email in ("ANN@example.org", "nobody@example.org"):
        answer = client.post(reverse("newsletter_erase"), {"email": email}, follow=True)
        assert "n’est pas (ou plus) abonnée" in answer.content.decode()
    assert states() == {}


def test_the_list_counts_readers_by_language_and_bassin(client, editor):
    reader("a@example.org", "fr_nl", ["nord", "sud"])
    reader("b@example.org", "nl")
    reader("c@example.org", confirmed=False)

    shown = re.sub(r"\s+", " ", client.get(reverse("newsletter")).content.decode())

    assert "2 personnes abonnées" in shown
    for count, label in (
        (1, "Français"),
        (2, "Néerlandais"),
        (0, "Anglais"),
        (1, "Bassin Nord"),
        (1, "les cinq bassins"),
    ):
        assert f"<strong>{count}</strong> {label}" in shown


def test_the_composer_asks_the_same_few_questions_however_much_there_is(client, editor, django_assert_max_num_queries):
    issue = make_issue(*(make_news() for _number in range(8)))
    issuing.save(issue, {}, composing.held(issue), version=issue.version, by=editor)

    with django_assert_max_num_queries(60):
        shown = client.get(page(issue))
    assert shown.content.count(b'name="chosen"') == 8
