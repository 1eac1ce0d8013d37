"""Asking for the newsletter, changing it, leaving: from the mailbox alone, and never by opening a link."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from cms.memory import forget
from cms.models import BassinPage, Delivery, Subscription
from cms.newsletter import jobs, subscribing
from directory import notifications
from directory.models import Letter
from directory.models.letters import LinkToken
from tests.cms.reading_news import (
    ask,
    deliver,
    index,
    link,
    make_issue,
    make_news,
    one_click,
    press,
    reader,
    send,
    states,
)
from tests.directory.mailbox import letters, links, open_every_link_twice

pytestmark = pytest.mark.django_db
ELSEWHERE = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}


def subscribed(client, email="ann@example.org", language="fr", **said):
    ask(client, email, language, **said)
    press(client, link(letters()[-1], "confirm"))
    return Subscription.objects.get(email=email)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_from_the_form_to_the_first_issue_and_out_again(client, language):
    answer = client.get(ask(client, language=language)["Location"])
    assert answer.status_code == 200
    first = letters()[0]
    page = client.get(link(first, "confirm"))
    assert b"<button" in page.content
    assert states() == {"ann@example.org": "unconfirmed"}

    press(client, link(first, "confirm"))
    assert states() == {"ann@example.org": "confirmed"}

    issue = deliver(make_issue(make_news("fr", "nl", "en")))["ann@example.org"]
    client.get(link(issue, "leave"))
    assert states() == {"ann@example.org": "confirmed"}
    press(client, link(issue, "leave"))
    assert states() == {}


def test_what_is_ticked_is_kept_and_an_address_can_name_a_bassin(client):
    address = reverse("newsletter:subscribe")
    assert 'value="nord" id="newsletter-bassins_0" checked' in client.get(f"{address}?bassin=nord").content.decode()

    one = subscribed(client, tongues="fr_nl", bassins=["nord", "sud"])

    assert one.languages == ["fr", "nl"]
    assert set(one.bassins.values_list("code", flat=True)) == {"nord", "sud"}


@pytest.mark.parametrize(
    "said",
    [{"email": "ann"}, {"email": ""}, {"tongues": "tlh"}, {"bassins": ["atlantis"]}, {"email": "a@b.be\nBcc: c@d.be"}],
)
def test_what_cannot_be_is_refused_with_a_word(client, said):
    answer = ask(client, **said)

    assert answer.status_code == 200
    assert b"field-error" in answer.content
    assert states() == {}


def test_new_known_or_typed_again_the_page_says_the_same(client):
    answers = {ask(client)["Location"], ask(client)["Location"]}
    reader("known@example.org")
    answers.add(ask(client, "known@example.org")["Location"])
    answers.add(ask(client, "KNOWN@example.org")["Location"])

    assert len(answers) == 1


def test_a_flood_of_addresses_ends_and_what_was_typed_stays(client, monkeypatch):
    monkeypatch.setattr(subscribing, "MOST_AN_HOUR", 3)
    for number in range(3):
        ask(client, f"r{number}@example.org")
    answer = ask(client, "ann@example.org", bassins=["sud"])
    html = answer.content.decode()

    assert answer.status_code == 200
    assert "dans une heure" in html
    assert 'value="ann@example.org"' in html
    assert html.count("checked") == 2
    assert len(letters()) == 3
    assert "ann@example.org" not in states()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert ask(client, "ann@example.org").status_code == 302
        assert len(letters()) == 1


def test_whoever_is_subscribed_learns_it_from_her_mailbox_alone_and_nothing_changes(client):
    reader("ann@example.org", bassins=["nord"])

    ask(client, bassins=["sud"], tongues="nl")

    message = letters()[0]
    assert {link(message, "change"), link(message, "leave")}
    one = Subscription.objects.get()
    assert (one.tongues, [bassin.code for bassin in one.bassins.all()]) == ("fr", ["nord"])


def test_a_mail_for_two_languages_says_everything_in_both(client):
    ask(client, tongues="fr_nl")

    message = letters()[0]
    assert message.extra_headers["Content-Language"] == "fr, nl"
    with translation.override("nl"):
        dutch = reverse("newsletter:confirm", args=["x"]).removesuffix("x/")
    assert any(dutch in each for each in links(message))


def test_the_page_behind_a_link_does_not_repeat_the_address_and_is_kept_nowhere(client):
    ask(client)
    message = letters()[0]
    for answer in (client.get(link(message, "confirm")), press(client, link(message, "confirm"))):
        assert "ann@example.org" not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "no-referrer")
        assert answer.cookies == {}


# Floods ---------------------------------------------------------------------------------------------------------------


def test_one_mail_in_ten_minutes_and_three_a_day_whoever_asks(client):
    got = []
    with time_machine.travel("2026-11-23T09:00:00+01:00", tick=False) as clock:
        for _minute in range(0, 60 * 26, 5):
            ask(client)
            if len(sent := letters()):
                got.append(timezone.localtime().strftime("%d %H:%M"))
                assert len(sent) == 1
            clock.shift(timedelta(minutes=5))

    assert got[:3] == ["23 09:00", "23 09:10", "23 09:20"]
    assert all(later.startswith("24") for later in got[3:])


def test_what_stands_behind_a_plus_is_the_same_mailbox(client):
    for number in range(20):
        ask(client, f"ann+{number}@example.org")

    assert len(letters()) == 1


def test_whoever_is_subscribed_cannot_be_flooded_either(client):
    reader("ann@example.org")
    for _time in range(20):
        ask(client)

    assert len(letters()) == 1


@time_machine.travel("2026-11-23T09:00:00+01:00", tick=False)
def test_a_form_posted_again_and_again_from_one_place_is_held_up(client):
    answers = [ask(client, f"person{number}@example.org").status_code for number in range(25)]

    assert set(answers[:20]) == {302}
    assert set(answers[20:]) == {429}


# Links ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("does", ["confirm", "change", "leave"])
@pytest.mark.parametrize("token", ["forged", "a" * 200])
def test_a_forged_link_opens_nothing_and_does_nothing(client, does, token):
    reader("ann@example.org")
    address = reverse(f"newsletter:{does}", args=[token])

    assert client.get(address).status_code == 404
    assert press(client, address).status_code == 404
    assert states() == {"ann@example.org": "confirmed"}


def test_a_link_is_good_for_its_own_page_only(client):
    ask(client)
    token = link(letters()[0], "confirm").rstrip("/").rpartition("/")[2]

    assert press(client, reverse("newsletter:leave", args=[token])).status_code == 404
    assert states() == {"ann@example.org": "unconfirmed"}


def test_the_link_to_confirm_dies_after_three_days_and_the_address_with_it(client):
    ask(client)
    address = link(letters()[0], "confirm")
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert press(client, address).status_code == 404
        jobs.NewsletterJobs().nightly()

    assert states() == {}
    assert not Letter.objects.exists()
    assert not LinkToken.objects.exists()


def test_a_program_that_opens_every_link_of_every_mail_twice_changes_nothing(client):
    ask(client)
    reader("known@example.org")
    ask(client, "known@example.org")
    sent = letters()
    sent += deliver(make_issue(make_news())).values()
    assert len(sent) == 3

    before, after = open_every_link_twice(client, sent)

    assert before == after


# Changing and leaving -------------------------------------------------------------------------------------------------


def test_a_reader_changes_what_she_gets_by_a_link_of_any_issue(client):
    reader("ann@example.org")
    address = link(deliver(make_issue(make_news()))["ann@example.org"], "change")
    assert 'value="fr"' in client.get(address).content.decode()

    answer = client.post(address, {"tongues": "nl", "bassins": ["sud"]}, headers={"sec-fetch-site": "same-origin"})

    one = Subscription.objects.get()
    assert b"notice success" in answer.content
    assert (one.tongues, [bassin.code for bassin in one.bassins.all()]) == ("nl", ["sud"])


def test_a_mail_program_leaves_for_her_by_one_post_from_elsewhere(client):
    reader("ann@example.org")
    message = deliver(make_issue(make_news()))["ann@example.org"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    for headers in ({}, ELSEWHERE):
        answer = client.post(one_click(message), {"List-Unsubscribe": "One-Click"}, headers=headers)
        assert answer.status_code == (200 if not headers else 404)

    assert states() == {}


def test_a_form_from_elsewhere_subscribes_changes_and_confirms_nobody(client):
    reader("ann@example.org")
    change = link(deliver(make_issue(make_news()))["ann@example.org"], "change")
    ask(client, "new@example.org")
    confirm = link(letters()[-1], "confirm")

    for address in (reverse("newsletter:subscribe"), change, confirm):
        answer = client.post(address, {"email": "x@example.org", "tongues": "nl"}, headers=ELSEWHERE)
        assert answer.status_code == 403
    assert states() == {"ann@example.org": "confirmed", "new@example.org": "unconfirmed"}
    assert Subscription.objects.get(email="ann@example.org").tongues == "fr"


def test_who_leaves_is_erased_with_her_letters_and_links_also_while_an_issue_leaves(client):
    reader("ann@example.org")
    first = deliver(make_issue(make_news()))["ann@example.org"]
    send(make_issue(make_news(), number=2))
    jobs.queue_some()

    press(client, link(first, "leave"))

    assert letters() == []
    for model in (Subscription, Delivery, Letter, LinkToken):
        assert not model.objects.exists()


def test_a_mailbox_that_does_not_exist_any_more_leaves(client):
    reader("ann@example.org")
    reader("bea@example.org")

    notifications.mark_dead("ANN@example.org", "550 5.1.1")

    assert states() == {"bea@example.org": "confirmed"}


# Switched off ---------------------------------------------------------------------------------------------------------


def test_switched_off_nobody_subscribes_but_everybody_can_leave(client, settings):
    reader("ann@example.org")
    message = deliver(make_issue(make_news()))["ann@example.org"]
    settings.NEWSLETTER = False

    assert client.get(reverse("newsletter:subscribe")).status_code == 404
    assert ask(client, "new@example.org").status_code == 404
    assert "newsletter" not in client.get("/en/").content.decode().lower()
    assert press(client, link(message, "leave")).status_code == 200
    assert states() == {}


def test_the_foot_of_every_page_leads_to_the_form(client):
    with translation.override("nl"):
        address = reverse("newsletter:subscribe")

    assert f'href="{address}"' in client.get("/nl/").content.decode()
    assert urlsplit(address).path.startswith("/nl/")


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [("Ann@Example.org", "ann@example.org"), ("ann+x@e.org", "ann@e.org"), ("+x@e.org", "+x@e.org")],
)
def test_the_mailbox_of_an_address(email, mailbox):
    assert notifications.mailbox_of(email) == mailbox


def test_the_news_and_the_page_of_a_bassin_lead_to_the_form(client, settings):
    make_news("fr", bassins=["sud"])
    bassin = BassinPage.objects.live().get(bassin__code="sud", locale__language_code="fr")
    form = reverse("newsletter:subscribe")

    assert f'href="{form}"' in main(client.get(index("fr").url))
    assert f'href="{form}?bassin=sud"' in main(client.get(bassin.url))

    settings.NEWSLETTER = False
    forget()
    assert form not in main(client.get(bassin.url))


def main(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]
