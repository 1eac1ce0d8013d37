"""Records in the administration: what is typed is written through the one door, signed, and never lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from directory import actions
from directory.models import Organisation, Service, Site, Version
from tests.directory.admin.posting import edit, new
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_opening_and_saving_a_card_unchanged_leaves_no_version(desk):
    service = ServiceFactory(
        walk_in=True, screening=True, notices=[{"starts_on": timezone.localdate(), "text_fr": "Travaux"}]
    )
    before = actions.snapshot(service)

    assert edit(desk, service).save().status_code == 302

    assert actions.snapshot(service) == before
    assert Version.objects.of(service).count() == 1


def test_a_change_is_signed_by_who_made_it(desk, coordinator):
    service = ServiceFactory()

    edit(desk, service).save(name_fr="Cabinet du Canal")

    version = Version.objects.of(service).first()
    assert (version.by, version.via) == (coordinator, "admin")
    assert version.after == {"name_fr": "Cabinet du Canal"}


def test_an_organisation_is_created(desk):
    response = new(desk, "organisation").save(
        name_fr="Maison médicale du Canal",
        status="verified",
        enterprise_number="BE 0212.347.945",
        contacts=[{"kind": "phone", "value": "02/529.41.20"}],
        conventions=[{"starts_on": "2026-01-05"}],
    )

    made = Organisation.objects.get(name_fr="Maison médicale du Canal")
    assert response.url == reverse("directory_organisation:edit", args=[made.pk])
    assert made.enterprise_number == "0212347945"
    assert made.contacts.get().value == "+3225294120"
    assert made.conventions.count() == 1


def test_a_new_service_starts_with_the_usual_values_of_its_kind_and_states_no_role(desk):
    organisation = OrganisationFactory()

    page = new(desk, "service", f"?organisation={organisation.pk}&category=violences")

    usual = page.form.initial
    assert usual["sensitive"]
    assert usual["themes"]
    page.save(name_fr="Permanence", area="region")
    made = Service.objects.get(name_fr="Permanence")
    assert made.organisation == organisation
    assert {theme.code for theme in made.themes.all()} == set(usual["themes"])
    assert not made.roles.exists()


def test_an_added_site_takes_its_bassin_from_its_postal_code(desk):
    organisation = OrganisationFactory()

    new(desk, "site", f"?organisation={organisation.code}").save(street_fr="Rue Neuve 1", postal_code="1080/21012")

    assert Site.objects.get(street_fr="Rue Neuve 1").bassin.code == "centre-ouest"


def test_a_new_answer_about_room_is_dated_today_and_an_old_one_keeps_its_day(desk):
    said = timezone.localdate() - timedelta(days=40)
    service = ServiceFactory(room="open", room_said_on=said)

    edit(desk, service).save(name_fr="Autre nom")
    assert Service.objects.get(pk=service.pk).room_said_on == said

    edit(desk, service).save(room="few")
    assert Service.objects.get(pk=service.pk).room_said_on == timezone.localdate()


def test_a_card_ticked_as_checked_is_confirmed_today_by_who_ticked_it(desk, coordinator):
    service = ServiceFactory(stale=True)

    edit(desk, service).save(confirm="on")

    service.refresh_from_db()
    assert (service.confirmed_on, service.confirmed_by) == (timezone.localdate(), coordinator)


def test_a_new_mailbox_takes_no_requests_until_it_is_verified(desk):
    service = ServiceFactory(mailbox="a@example.org", mailbox_verified_on=timezone.localdate(), accepts_requests=True)

    edit(desk, service).save(mailbox="b@example.org")

    service.refresh_from_db()
    assert (service.mailbox_verified_on, service.accepts_requests) == (None, False)


def test_nobody_verifies_a_mailbox_by_typing_a_day(desk):
    service = ServiceFactory(mailbox="a@example.org")

    edit(desk, service).save(mailbox_verified_on="2026-01-01")

    service.refresh_from_db()
    assert service.mailbox_verified_on is None


def test_a_site_made_confidential_keeps_its_bassin_alone(desk):
    site = SiteFactory(street_fr="Rue Secrète 1")

    edit(desk, site).save(confidential="on", bassin_override="nord")

    site.refresh_from_db()
    assert (site.street_fr, site.lat, site.bassin.code) == ("", None, "nord")
    assert "Secrète" not in str(list(Version.objects.of(site).values_list("before", "after")))


def test_a_service_is_closed_and_never_deleted(desk):
    service = ServiceFactory()
    page = edit(desk, service).page.content.decode()

    edit(desk, service).save(closed_on="2026-01-31", closed_reason="Pension")

    assert "/delete" not in page
    assert not Service.objects.listed().filter(pk=service.pk).exists()


def test_a_card_changed_meanwhile_overwrites_nothing_and_loses_nothing(desk):
    service = ServiceFactory(name_fr="Avant", name_nl="Voor", contacts=[])
    other = UserFactory(full_name="Une autre")
    mine = edit(desk, service)
    actions.save(service, {"name_fr": "Le sien", "description_fr": "Écrit entre-temps"}, by=other, via="admin")

    response = mine.save(name_fr="Le mien", name_nl="Het mijne")

    service.refresh_from_db()
    assert (service.name_fr, service.name_nl) == ("Le sien", "Voor")
    page = response.content.decode()
    assert "Une autre" in page
    assert "Le sien" in page
    shown = response.context["form"].initial
    assert (shown["name_fr"], shown["name_nl"]) == ("Le mien", "Het mijne")
    assert shown["description_fr"] == "Écrit entre-temps"


def test_saving_again_after_having_seen_the_other_change_writes_what_is_shown(desk):
    service = ServiceFactory(name_fr="Avant")
    mine = edit(desk, service)
    actions.save(service, {"description_fr": "Écrit entre-temps"}, by=None, via="admin")
    mine.page = mine.save(name_fr="Le mien", contacts=[{"kind": "phone", "value": "107"}])
    mine.form = mine.page.context["form"]

    mine.save()

    service.refresh_from_db()
    assert (service.name_fr, service.description_fr) == ("Le mien", "Écrit entre-temps")
    assert service.contacts.get().value == "107"


def test_a_card_saved_without_a_known_version_is_shown_again(desk):
    service = ServiceFactory(name_fr="Avant")
    data = edit(desk, service).data(name_fr="Après") | {"version": "²"}

    desk.post(reverse("directory_service:edit", args=[service.pk]), data)

    assert Service.objects.get(pk=service.pk).name_fr == "Avant"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_card_s_tab_is_called_by_its_name_and_its_form_is_in_the_reader_s_language(desk, coordinator, language):
    service = ServiceFactory(name_fr="Permanence", name_nl="Permanentie")
    profile = UserProfile.get_for_user(coordinator)
    profile.preferred_language = language
    profile.save()

    page = desk.get(reverse("directory_service:edit", args=[service.pk])).content.decode()

    assert page.partition("<title>")[2].strip().startswith("Permanen")
    assert {"fr": "Quand et contact", "nl": "Wanneer en contact"}[language] in page
    assert "When and contact" not in page
