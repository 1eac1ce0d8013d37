"""Reports of errors: from the form to the answer, to the organisation first, to Brusano where nobody answers."""

import csv
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from directory.actions import tickets
from directory.actions.tickets import Said
from directory.jobs import Tickets
from directory.lifecycle.tickets import RULES, Outcome, Reason, State, Step
from directory.models import Membership, Ticket
from directory.permissions import DIRECTORY
from tests.directory.mailbox import letters, links
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory
from tests.test_style import ROOT

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}


def address(record, language="fr"):
    with translation.override(language):
        return reverse(f"directory:report_{record._meta.model_name}", args=[record.code])


def report(client, record, language="fr", **said):
    return client.post(address(record, language), {"reason": "hours", **said}, headers=HERE)


@pytest.fixture
def member():
    """Of an organisation with one service; she reads Dutch."""
    return UserFactory(of=ServiceFactory().organisation, language="nl")


@pytest.fixture
def service(member):
    return member.memberships.get().organisation.services.get()


@pytest.fixture
def coordinator():
    call_command("set_up_groups")
    return UserFactory(groups=[DIRECTORY])


def later(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


# The form ----------------------------------------------------------------------------------------------------------


def test_anybody_reports_an_error_and_is_told_what_happens_next(client, service):
    page = client.get(address(service, "nl"))
    assert "geen naam, geen situatie" in page.content.decode()

    answer = report(client, service, "nl", text="Nu tot 18 u.", email="ann@example.org")

    ticket = Ticket.objects.get()
    assert (ticket.service, ticket.state, ticket.language) == (service, State.ORGANISATION, "nl")
    told = client.get(answer["Location"])
    assert ticket.code in told.content.decode()
    assert str(service.name) not in told.content.decode()
    assert page.cookies == answer.cookies == told.cookies == {}
    assert all("no-store" in response["Cache-Control"] for response in (page, told))


def test_the_card_and_the_organisation_lead_to_the_form(client, service):
    for record in (service, service.organisation):
        page = client.get(record_page(record)).content.decode()
        assert f'href="{address(record)}"' in page


def record_page(record):
    with translation.override("fr"):
        return reverse(f"directory:{record._meta.model_name}", args=[record.code])


def test_what_is_typed_is_kept_where_something_is_missing(client, service):
    page = report(client, service, reason="", text="Le numéro", email="pas une adresse").content.decode()

    assert "Le numéro" in page
    assert "pas une adresse" in page
    assert Ticket.objects.count() == 0


def test_other_needs_words_and_no_report_holds_a_national_number(client, service):
    assert b"error-summary" in report(client, service, reason="other").content
    assert b"error-summary" in report(client, service, text="85.07.30-033.28").content
    assert Ticket.objects.count() == 0


def test_a_button_pressed_twice_is_one_report(client, service):
    first, second = (report(client, service, text="Le même") for _time in range(2))

    assert first["Location"] == second["Location"]
    assert len(letters()) == 1


def test_a_form_of_another_site_is_refused(client, service):
    answer = client.post(address(service), {"reason": "hours"}, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert Ticket.objects.count() == 0


def test_nobody_reports_without_end(client, service):
    answers = [report(client, service, text=str(n)).status_code for n in range(21)]

    assert answers[-1] == 429


def test_of_a_sensitive_service_the_form_says_neither_name_nor_place(client):
    service = ServiceFactory(confidential=True, name_fr="Maison des femmes battues")
    page = client.get(address(service))

    assert "battues" not in page.content.decode()
    assert "Service d’aide" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]


def test_what_the_public_may_not_see_cannot_be_reported(client):
    hidden = ServiceFactory(organisation=OrganisationFactory(proposed=True))

    assert client.get(address(hidden)).status_code == 404
    assert client.get(address(hidden.organisation)).status_code == 404


def test_the_report_of_a_merged_card_is_one_of_the_card_that_took_over(client, service):
    old = ServiceFactory(merged_into=service)

    assert client.get(address(old))["Location"] == address(service)


# To whom it goes ---------------------------------------------------------------------------------------------------


def test_the_members_get_a_mail_in_their_language_without_the_words_of_the_reporter(client, service, member):
    report(client, service, text="Ils crient")
    (mail,) = letters()

    assert mail.to == [member.email]
    assert "Openingsuren kloppen niet" in mail.body
    assert "crient" not in mail.body
    with translation.override("nl"):
        assert links(mail)[0].endswith(reverse("own:tickets", args=[service.organisation.code]))


def test_ten_reports_in_an_hour_are_one_mail(client, service):
    for number in range(10):
        report(client, service, text=str(number))

    assert len(letters()) == 1


def test_whoever_left_meanwhile_gets_no_mail(client, service, member):
    report(client, service)
    member.memberships.all().delete()

    assert letters() == []


@pytest.mark.parametrize("why", ["nobody acts for it", "it is not theirs to mend", "it cannot wait"])
def test_some_go_to_brusano_at_once(client, service, member, coordinator, why):
    if why == "nobody acts for it":
        member.is_active = False
        member.save()
    reason = {"it is not theirs to mend": "duplicate", "it cannot wait": "confidential"}.get(why, "hours")
    report(client, service, reason=reason)

    assert Ticket.objects.get().state == State.BRUSANO
    mailed = {to for mail in letters() for to in mail.to}
    assert (coordinator.email in mailed) == (why == "it cannot wait")


def test_an_address_that_should_not_be_public_waits_for_no_morning(client, service, member, coordinator):
    """Whatever each of them chose, and although the organisation was told of something else just before."""
    for person in (member, coordinator):
        person.notices = "daily"
        person.save()
    report(client, service)
    assert letters() == []

    report(client, service, reason="confidential")
    assert {to for mail in letters() for to in mail.to} == {member.email, coordinator.email}


def test_after_a_week_without_an_answer_it_goes_to_brusano(client, service, coordinator):
    report(client, service)
    letters()
    with later(6):
        Tickets().nightly()
        assert Ticket.objects.get().state == State.ORGANISATION
    with later(8):
        Tickets().nightly()
        assert Ticket.objects.get().state == State.BRUSANO
        assert [mail.to for mail in letters()] == [[coordinator.email]]
    with later(10):
        Tickets().nightly()
        assert letters() == []


# The answer --------------------------------------------------------------------------------------------------------


def test_the_answer_is_mailed_to_whoever_left_an_address(client, service, member):
    report(client, service, "nl", email="ann@example.org")
    letters()
    ticket = Ticket.objects.get()

    assert tickets.close(ticket, outcome=Outcome.MENDED, answer="Merci, corrigé.", by=member)

    (mail,) = letters()
    assert mail.to == ["ann@example.org"]
    assert "Merci, corrigé." in mail.body
    assert "de fiche is verbeterd" in mail.body
    assert "de fiche is verbeterd" in client.get(f"/nl/melding/{ticket.code}").content.decode().lower()


def test_the_answer_names_no_sensitive_service(client, member):
    service = ServiceFactory(
        confidential=True, name_fr="Maison des femmes battues", organisation=organisation_of(member)
    )
    report(client, service, email="ann@example.org")
    tickets.close(Ticket.objects.get(), outcome=Outcome.RIGHT, by=member)

    assert all("battues" not in mail.body + mail.subject for mail in letters())


def organisation_of(member):
    return member.memberships.get().organisation


def test_two_answers_at_once_have_one_winner(client, service, member, coordinator):
    report(client, service, email="ann@example.org")
    letters()
    mine, hers = Ticket.objects.get(), Ticket.objects.get()

    assert tickets.close(mine, outcome=Outcome.MENDED, by=member)
    assert not tickets.close(hers, outcome=Outcome.RIGHT, by=coordinator)
    assert Ticket.objects.get().outcome == Outcome.MENDED
    assert len(letters()) == 1


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_a_step_is_taken_from_where_the_table_says(service, state, step):
    ticket = tickets.report(service, Said("hours"))
    ways = {State.ORGANISATION: (), State.BRUSANO: (Step.PASS_ON,), State.CLOSED: (Step.CLOSE,)}
    for way in ways[state]:
        tickets.take_step(ticket, way, **(closing if way == Step.CLOSE else {}))

    taken = tickets.take_step(ticket, step, **(closing if step == Step.CLOSE else {}))

    assert taken == (state in RULES[step].origins)
    assert ticket.state == (RULES[step].leads_to if taken else state)


closing = {"outcome": Outcome.MENDED}


def test_the_address_goes_a_month_after_the_answer_and_the_report_a_year_after(client, service, member):
    report(client, service, email="ann@example.org")
    report(client, service, text="never answered", email="bo@example.org")
    tickets.close(Ticket.objects.get(email="ann@example.org"), outcome=Outcome.MENDED, by=member)
    letters()
    with later(29):
        Tickets().nightly()
        assert Ticket.objects.filter(email="ann@example.org").exists()
    with later(31):
        Tickets().nightly()
        assert list(Ticket.objects.values_list("email", flat=True).order_by("email")) == ["", "bo@example.org"]
    with later(366):
        Tickets().nightly()
        assert list(Ticket.objects.values_list("text", "email")) == [("never answered", "")]


# « My organisation » -----------------------------------------------------------------------------------------------


def own(name, *arguments):
    with translation.override("fr"):
        return reverse(f"own:{name}", args=arguments)


def test_a_member_reads_and_answers_the_reports_on_her_cards(client, service, member):
    ticket = tickets.report(service, Said("hours", "Fermé le lundi"))
    client.force_login(member)
    code = service.organisation.code

    assert own("tickets_one", code, ticket.code) in client.get(own("tickets", code)).content.decode()
    assert own("tickets", code) in client.get(own("home", code)).content.decode()
    page = client.get(own("tickets_one", code, ticket.code)).content.decode()
    assert "Fermé le lundi" in page

    client.post(own("tickets_one", code, ticket.code), {"outcome": "mended", "answer": "Merci"})

    ticket.refresh_from_db()
    assert (ticket.state, ticket.answer, ticket.closed_by) == (State.CLOSED, "Merci", member)
    assert "Merci" in client.get(own("tickets_one", code, ticket.code)).content.decode()


def test_she_hands_to_brusano_what_is_not_hers_to_mend(client, service, member):
    ticket = tickets.report(service, Said("hours"))
    client.force_login(member)

    client.post(own("tickets_one", service.organisation.code, ticket.code), {"pass_on": "1"})

    ticket.refresh_from_db()
    assert ticket.state == State.BRUSANO


def test_a_member_of_another_organisation_finds_nothing(client, service):
    ticket = tickets.report(service, Said("hours"))
    stranger = UserFactory(of=OrganisationFactory())
    client.force_login(stranger)

    for code in (service.organisation.code, organisation_of(stranger).code):
        assert client.get(own("tickets_one", code, ticket.code)).status_code == 404
        assert client.post(own("tickets_one", code, ticket.code), {"outcome": "mended"}).status_code == 404
    ticket.refresh_from_db()
    assert ticket.is_open


def test_a_right_that_ended_ends_the_answer_too(client, service, member):
    ticket = tickets.report(service, Said("hours"))
    client.force_login(member)
    client.get(own("tickets_one", service.organisation.code, ticket.code))
    Membership.objects.all().delete()

    client.post(own("tickets_one", service.organisation.code, ticket.code), {"outcome": "mended"})
    assert Ticket.objects.get().is_open


# The administration ------------------------------------------------------------------------------------------------


def test_brusano_filters_reads_and_answers(client, service, coordinator):
    waiting = tickets.report(service, Said("duplicate"))
    tickets.report(ServiceFactory(), Said("hours"))
    with_them = tickets.report(service, Said("languages"))
    client.force_login(coordinator)

    listed = client.get(reverse("tickets:index") + "?state=brusano").content.decode()
    assert reverse("tickets:edit", args=[waiting.code]) in listed
    assert reverse("tickets:edit", args=[with_them.code]) not in listed

    client.post(reverse("tickets:edit", args=[waiting.code]), {"outcome": "right", "answer": ""})
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.closed_by) == (Outcome.RIGHT, coordinator)


def test_the_list_asks_as_often_for_many_as_for_few(client, service, coordinator, django_assert_max_num_queries):
    for number in range(3):
        tickets.report(service, Said("hours", str(number)))
    client.force_login(coordinator)
    client.get(reverse("tickets:index"))
    with django_assert_max_num_queries(60) as few:
        client.get(reverse("tickets:index"))
    for number in range(10):
        tickets.report(ServiceFactory(site=SiteFactory()), Said("hours", f"more {number}"))

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("tickets:index"))


def test_the_reasons_are_those_of_the_reference_data():
    path = ROOT / "directory" / "data" / "codes" / "report_reasons.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert [row["code"] for row in rows] == Reason.values
    for language in ("fr", "nl", "en"):
        with translation.override(language):
            assert [row[f"label_{language}"] for row in rows] == [str(label) for label in Reason.labels]
