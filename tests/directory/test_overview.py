"""What Brusano's team sees at a glance, writes down about organisations, and takes along as a file."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from directory.actions import journal, tickets
from directory.actions.tickets import Said
from directory.models import JournalEntry
from directory.network_figures import network
from directory.permissions import DIRECTORY, EDITOR, NETWORK
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://elsewhere.example")'


@pytest.fixture
def desk(client):
    call_command("set_up_groups")
    client.force_login(UserFactory(groups=[DIRECTORY]))
    return client


def today():
    return timezone.localdate()


def figures(code):
    return next(one for one in network(today()).rows.values() if one.bassin and one.bassin.code == code)


# At a glance -------------------------------------------------------------------------------------------------------


def test_the_figures_of_a_bassin_are_those_of_its_cards():
    fresh = ServiceFactory()
    ServiceFactory(stale=True, organisation=fresh.organisation, site=fresh.site)
    ServiceFactory(closed=True)
    tickets.report(fresh, Said("hours"))
    tickets.report(fresh.organisation, Said("phone"))
    one = figures("centre-ouest")

    assert (one.cards, one.fresh, one.room_known, one.tickets) == (2, 1, 1, 2)
    assert one.unclaimed == 1

    UserFactory(of=fresh.organisation)
    assert figures("centre-ouest").unclaimed == 0


def test_a_card_of_two_bassins_counts_in_both_and_once_in_all():
    ServiceFactory(mobile=True, area="bassins", area_bassins=["nord", "centre-ouest"])

    assert [figures(code).cards for code in ("nord", "centre-ouest")] == [1, 1]
    assert network(today()).whole.cards == 1


def test_it_asks_as_often_for_many_as_for_few():
    ServiceFactory()
    with CaptureQueriesContext(connection) as few:
        network(today())
    for _time in range(5):
        ServiceFactory(site=SiteFactory())
    with CaptureQueriesContext(connection) as many:
        network(today())

    assert len(many) == len(few)


def test_the_page_says_in_words_what_it_draws(desk):
    ServiceFactory()
    answer = desk.get(reverse("overview"))
    page = answer.content.decode()

    assert "Centre-Ouest" in page
    assert page.count("share-bar") == 2 * len(answer.context["lines"])


# Files -------------------------------------------------------------------------------------------------------------


def read_csv(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_no_cell_of_a_file_is_a_formula(desk):
    service = ServiceFactory(name_fr=FORMULA, name_nl="+32 is geen formule\x0b")

    (row,) = read_csv(desk.get(reverse("overview_cards", args=["csv"])))[1:]
    assert row[:3] == [service.code, f"'{FORMULA}", "'+32 is geen formule\x0b"]

    book = load_workbook(BytesIO(desk.get(reverse("overview_cards", args=["xlsx"])).content))
    cells = list(book.active.iter_rows())[1]
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[1].value == f"'{FORMULA}"


def test_a_file_holds_no_address_of_a_confidential_site(desk):
    service = ServiceFactory(confidential=True)
    row = read_csv(desk.get(reverse("overview_cards", args=["csv"])))[1]

    assert row[6:10] == ["", "", "", ""]
    assert row[10] == str(service.site.bassin)


def test_an_organisation_takes_its_own_cards_along_and_no_other(client):
    service, other = ServiceFactory(), ServiceFactory()
    client.force_login(UserFactory(of=service.organisation))
    with translation.override("fr"):
        mine, theirs = (reverse("own:export", args=[one.organisation.code, "csv"]) for one in (service, other))

    assert [row[0] for row in read_csv(client.get(mine))[1:]] == [service.code]
    assert client.get(theirs).status_code == 404
    assert client.get(mine.replace("csv", "exe")).status_code == 404


# The journal -------------------------------------------------------------------------------------------------------


def write(client, organisation, **said):
    address = reverse("journal", args=[organisation.code])
    return client.post(address, {"kind": "visit", "day": today().isoformat(), "text": "", "next_on": "", **said})


@pytest.mark.parametrize("group", [DIRECTORY, NETWORK])
def test_the_team_writes_down_what_it_did_and_when_it_comes_back(desk, client, group):
    organisation, person = OrganisationFactory(), UserFactory(groups=[group])
    client.force_login(person)

    write(
        client,
        organisation,
        kind="convention",
        text="Modèle envoyé",
        next_on=(today() + timedelta(days=30)).isoformat(),
    )

    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.by) == ("convention", person)
    assert "Modèle envoyé" in client.get(reverse("journal", args=[organisation.code])).content.decode()
    assert str(organisation) in client.get(reverse("journals")).content.decode()
    assert (
        reverse("journal", args=[organisation.code])
        in client.get(reverse("directory_organisation:edit", args=[organisation.pk])).content.decode()
    )


def test_an_editor_reads_no_journal(desk, client):
    client.force_login(UserFactory(groups=[EDITOR]))

    assert write(client, OrganisationFactory()).status_code in {302, 403}
    assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        {"text": "85.07.30-033.28"},
        {"next_on": "2001-01-01"},
        {"day": "2999-01-01"},
        {"kind": "gossip"},
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(desk, said):
    answer = write(desk, OrganisationFactory(), **{"text": "Accueil", **said})

    assert JournalEntry.objects.count() == 0
    assert answer.context["form"].errors


def test_the_last_contact_says_when_somebody_comes_back():
    organisation, by = OrganisationFactory(), UserFactory()
    values = {"kind": "call", "day": today() - timedelta(days=3), "text": "", "next_on": today()}
    journal.write(organisation, values, by=by)
    assert [entry.organisation for entry in journal.to_come_back_to()] == [organisation]

    journal.write(organisation, {**values, "day": today(), "next_on": None}, by=by)
    assert list(journal.to_come_back_to()) == []
