"""What happened to a card: each version in words, undone by a button; and the card as the public would get it."""

import pytest
from django.urls import reverse

from directory import actions
from directory.models import Organisation, Service, Version
from tests.directory.admin.posting import edit
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db


def history(client, record):
    return client.get(reverse(f"directory_{record._meta.model_name}:history", args=[record.pk]))


def undo(client, version):
    name = f"directory_{version.content_type.model}:undo"
    return client.post(reverse(name, args=[version.object_id, version.pk]))


def test_a_version_reads_as_words_not_as_codes(desk, coordinator):
    service = ServiceFactory(themes=["housing"], contacts=[])
    hours = [{"kind": "walk_in", "weekday": 0, "opens": 540, "closes": 750}]
    values = {"themes": ["pregnancy_care"], "hours": hours, "sensitive": True}
    actions.save(service, values, by=coordinator, via="admin")

    row = history(desk, service).context["rows"][0]

    said = {change["label"]: (change["before"], change["after"]) for change in row["changes"]}
    assert said["Besoins"] == ("Logement", "Suivi de grossesse")
    assert "09:00–12:30" in said["Horaires"][1]
    assert said["Sensible"] == ("non", "oui")
    assert row["version"].by == coordinator


def test_the_button_puts_back_what_was_there_before_and_signs_it(desk, coordinator):
    service = ServiceFactory(name_fr="Avant")
    edit(desk, service).save(name_fr="Après")

    undo(desk, Version.objects.of(service).first())

    assert Service.objects.get(pk=service.pk).name_fr == "Avant"
    last = Version.objects.of(service).first()
    assert (last.via, last.by) == ("undo", coordinator)


def test_undoing_can_be_undone(desk):
    service = ServiceFactory(name_fr="Avant")
    edit(desk, service).save(name_fr="Après")
    undo(desk, Version.objects.of(service).first())

    undo(desk, Version.objects.of(service).first())

    assert Service.objects.get(pk=service.pk).name_fr == "Après"


def test_the_first_version_offers_no_button_and_is_refused(desk):
    service = ServiceFactory()
    first = Version.objects.of(service).get()

    assert not history(desk, service).context["rows"][0]["undoable"]
    undo(desk, first)
    assert Version.objects.of(service).get() == first


def test_a_version_of_another_card_is_not_found(desk):
    one, other = ServiceFactory(), ServiceFactory()
    address = reverse("directory_service:undo", args=[one.pk, Version.objects.of(other).get().pk])

    assert desk.post(address, follow=True).status_code == 404


def test_opening_the_address_of_undo_changes_nothing(desk):
    service = ServiceFactory()
    version = Version.objects.of(service).get()

    assert desk.get(reverse("directory_service:undo", args=[service.pk, version.pk])).status_code == 405


def test_the_history_costs_the_same_however_long_it_is(desk, django_assert_max_num_queries):
    service = ServiceFactory()
    for number in range(12):
        actions.save(service, {"name_fr": f"Nom {number}"}, by=UserFactory(), via="admin")

    with django_assert_max_num_queries(25):
        history(desk, service)


# The public card before the public sees it ---------------------------------------------------------------------------


def card(client, service, language):
    return client.get(reverse("directory_service:card", args=[service.pk, language]))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_staff_sees_the_card_in_each_language_before_it_is_listed(desk, language):
    waiting = ServiceFactory(organisation__proposed=True, name_fr="Cabinet", name_nl="Praktijk", name_en="Practice")

    shown = card(desk, waiting, language)

    assert f'<html lang="{language}"'.encode() in shown.content
    assert {"fr": b"Cabinet", "nl": b"Praktijk", "en": b"Practice"}[language] in shown.content
    assert desk.get(reverse("directory:service", args=[waiting.code])).status_code == 404


def test_the_frames_may_stand_in_our_own_pages_only(desk):
    shown = card(desk, ServiceFactory(), "fr")

    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_an_unknown_language_is_not_found(desk):
    address = reverse("directory_service:card", args=[ServiceFactory().pk, "de"])

    assert desk.get(address, follow=True).status_code == 404


def test_a_stranger_gets_no_preview(client):
    assert card(client, ServiceFactory(), "fr").status_code == 302


def test_history_of_a_confidential_site_says_nothing_of_where_it_was(desk):
    site = SiteFactory(street_fr="Rue Secrète 1")
    edit(desk, site).save(confidential="on", bassin_override="nord")

    assert "Secrète" not in history(desk, site).content.decode()


def test_the_rhythm_of_a_card_is_a_sentence(desk):
    service = ServiceFactory()
    edit(desk, service).save(rhythm_months="12")
    page = history(desk, service).content.decode()

    assert "Rythme de confirmation" in page
    assert "<td>tous les 6 mois</td>" in page
    assert "<td>tous les ans</td>" in page


def test_an_undo_that_would_break_a_rule_is_a_message(desk):
    mine = OrganisationFactory(enterprise_number="0212347945")
    edit(desk, mine).save(enterprise_number="")
    OrganisationFactory(enterprise_number="0212347945")

    assert undo(desk, Version.objects.of(mine).first()).status_code == 302
    assert Organisation.objects.get(pk=mine.pk).enterprise_number is None
