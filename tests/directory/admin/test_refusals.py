"""What cannot be is refused beside its field, in the reader's language; rows of children are read as people write."""

import pytest
from django.urls import reverse
from django.utils import translation

from directory.models import Version
from tests.directory.admin.posting import edit, errors
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db
NATIONAL_NUMBER = "85.07.30-033.28"


def test_one_row_of_hours_covers_several_days(desk):
    service = ServiceFactory()

    edit(desk, service).save(hours=[{"weekdays": [0, 2, 4], "opens": "9h", "closes": "12:30", "kind": "walk_in"}])

    assert [(h.weekday, h.opens, h.closes) for h in service.hours.all()] == [
        (0, 540, 750),
        (2, 540, 750),
        (4, 540, 750),
    ]


def test_hours_over_midnight_go_on_into_the_next_day(desk):
    service = ServiceFactory()

    edit(desk, service).save(hours=[{"weekdays": [5], "opens": "20:00", "closes": "0800", "kind": "telephone"}])

    assert (service.hours.get().opens, service.hours.get().closes) == (1200, 1920)
    assert edit(desk, service).form.formsets["hours"].forms[0]["closes"].value() == "08:00"


@pytest.mark.parametrize(("opens", "closes"), [("25:00", "26:00"), ("9:75", "12"), ("soir", "12"), ("17:00", "16:00")])
def test_hours_that_are_none_are_refused_beside_the_field(desk, opens, closes):
    service = ServiceFactory()

    response = edit(desk, service).save(hours=[{"weekdays": [0], "opens": opens, "closes": closes, "kind": "walk_in"}])

    assert set(errors(response)) & {"hours-0-opens", "hours-0-closes"}
    assert not service.hours.exists()


def test_rows_keep_the_order_they_were_given(desk):
    service = ServiceFactory(contacts=[])

    edit(desk, service).save(
        contacts=[
            {"kind": "mail", "value": "b@example.org", "sort": 1},
            {"kind": "phone", "value": "0470 12 34 56", "sort": 0},
            {"kind": "web", "value": "example.org"},
        ]
    )

    assert [c.value for c in service.contacts.all()] == ["+32470123456", "b@example.org", "https://example.org"]


def test_a_short_number_typed_as_a_phone_is_kept_as_a_short_number(desk):
    service = ServiceFactory(contacts=[])

    edit(desk, service).save(contacts=[{"kind": "phone", "value": "107"}])

    assert (service.contacts.get().kind, service.contacts.get().value) == ("short", "107")


def test_a_removed_row_is_gone_and_an_empty_one_is_left_aside(desk):
    service = ServiceFactory()
    page = edit(desk, service)
    first = {"kind": "phone", "value": "02 529 41 20", "DELETE": "on"}

    page.save(contacts=[first, {"kind": "phone", "value": ""}])

    assert not service.contacts.exists()


def test_an_unusual_inami_number_is_kept_with_a_warning(desk):
    organisation = OrganisationFactory()

    response = edit(desk, organisation).save(inami_accreditations=[{"starts_on": "2026-01-01", "number": "123"}])

    assert organisation.inami_accreditations.get().number == "123"
    shown = desk.get(response.url).content.decode()
    assert "INAMI" in shown


@pytest.mark.parametrize("field", ["description_fr", "conditions_nl", "name_en", "closed_reason"])
def test_a_national_number_is_refused_wherever_it_is_typed(desk, field):
    service = ServiceFactory()

    assert field in errors(edit(desk, service).save(**{field: f"dossier {NATIONAL_NUMBER}"}))
    assert Version.objects.of(service).count() == 1


def test_a_national_number_is_refused_in_rows_too(desk):
    response = edit(desk, ServiceFactory()).save(
        notices=[{"starts_on": "2026-01-01", "text_fr": f"Voir {NATIONAL_NUMBER}"}]
    )

    assert "notices-0-text_fr" in errors(response)


@pytest.mark.parametrize(("kind", "word"), [("prestations", "screening"), ("roles", "coordination")])
def test_the_same_fact_twice_is_refused_beside_its_second_row(desk, kind, word):
    service, same = ServiceFactory(), {kind[:-1]: word, "starts_on": "2026-01-01"}
    page = edit(desk, service)

    assert list(errors(page.save(**{kind: [same, same]}))) == [f"{kind}-1-{kind[:-1]}"]
    assert list(errors(page.save(**{kind: [same | {"ends_on": "2026-02-01"}] * 2}))) == [f"{kind}-1-{kind[:-1]}"]
    page.save(**{kind: [same, same | {"ends_on": "2026-02-01"}]})
    assert getattr(service, kind).count() == 2


def test_a_second_organisation_with_the_same_number_is_refused_by_name(desk):
    OrganisationFactory(name_fr="Déjà là", enterprise_number="0212347945")

    response = edit(desk, OrganisationFactory()).save(enterprise_number="0212.347.945")

    assert "Déjà là" in errors(response)["enterprise_number"][0]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_fr": "", "name_nl": "", "name_en": ""}, "name_fr"),
        ({"room": "full", "room_until": ""}, "room_until"),
        ({"accepts_requests": "on"}, "accepts_requests"),
        ({"area": "communes", "area_communes": []}, "area_communes"),
        ({"confirmed_on": "9999-99-99"}, "confirmed_on"),
        ({"waiting_days": "99999999999999999999"}, "waiting_days"),
        ({"themes": ["nowhere"]}, "themes"),
        ({"category": "\x00"}, "category"),
        ({"organisation": "99999999999999999999"}, "organisation"),
        ({"successor": "x"}, "successor"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_the_field(desk, changes, field):
    service = ServiceFactory()

    response = edit(desk, service).save(**changes)

    assert response.status_code == 200
    assert field in errors(response)
    assert Version.objects.of(service).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lat": "4.35", "lon": "50.85"}, "lat"),
        ({"lat": "50.85", "lon": ""}, "lat"),
        ({"lat": "nan", "lon": "4.3"}, "lat"),
        ({"confidential": "on", "bassin_override": ""}, "bassin_override"),
    ],
)
def test_a_site_that_cannot_be_is_refused_beside_the_field(desk, changes, field):
    assert field in errors(edit(desk, SiteFactory()).save(**changes))


def test_a_site_of_another_organisation_is_refused(desk):
    assert "site" in errors(edit(desk, ServiceFactory()).save(site=SiteFactory().pk))


def test_a_service_cannot_take_over_from_itself(desk):
    service = ServiceFactory()

    assert "successor" in errors(edit(desk, service).save(successor=service.pk))


def test_a_form_without_its_rows_is_a_message_not_a_crash(desk):
    service = ServiceFactory()
    data = {k: v for k, v in edit(desk, service).data().items() if "FORMS" not in k}

    response = desk.post(reverse("directory_service:edit", args=[service.pk]), data)

    assert response.status_code == 200
    assert Version.objects.of(service).count() == 1


def test_messages_are_in_the_language_of_who_reads_them(client, groups):
    client.force_login(UserFactory(language="nl", groups=["directory coordinator"]))
    with translation.override("nl"):
        page = edit(client, ServiceFactory())

    assert b'<html lang="nl"' in page.page.content


def test_a_confidential_service_may_not_name_the_communes_it_covers(desk):
    service = ServiceFactory(site=SiteFactory(confidential=True, bassin_override="nord"))

    response = edit(desk, service).save(area="communes", area_communes=["21010"])

    assert "area" in errors(response)
    service.refresh_from_db()
    assert service.area == "bassins"
