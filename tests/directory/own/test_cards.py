"""Members write their cards: most of it is public at once, a new name waits for Brusano, nobody overwrites anybody."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from directory import actions
from directory.actions import editing
from directory.models import Organisation, Prestation, Proposal, Role, Service, Version
from directory.permissions import DIRECTORY
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return ServiceFactory(name_fr="Cabinet du canal", description_fr="Suivi de grossesse")


@pytest.fixture
def member(client, service):
    person = UserFactory(of=service.organisation)
    client.force_login(person)
    return person


@pytest.fixture
def coordinator():
    call_command("set_up_groups")
    return UserFactory(groups=[DIRECTORY], staff=True)


def address(service, name="card", *more):
    return reverse(f"own:{name}", args=[service.organisation.code, service.code, *more])


def typed(client, service, **values):
    """The form as a browser sends it back."""
    form = client.get(address(service)).context["form"]
    data = {"version": client.get(address(service)).context["version"]}
    for name in form.fields:
        value = form[name].value()
        data[name] = "" if value is None else value
    for name, rows in form.formsets.items():
        data[f"{name}-TOTAL_FORMS"], data[f"{name}-INITIAL_FORMS"] = rows.total_form_count(), rows.initial_form_count()
        for row in rows:
            data |= {row.add_prefix(key): value for key in row.fields if (value := row[key].value())}
    return data | values


def now(service):
    return Service.objects.get(pk=service.pk)


def test_what_she_writes_is_public_at_once_and_in_the_history(client, service, member):
    answer = client.post(address(service), typed(client, service, description_nl="Zwangerschapsbegeleiding"))

    assert answer.status_code == 302
    assert now(service).description_nl == "Zwangerschapsbegeleiding"
    version = Version.objects.of(service).first()
    assert (version.by, version.via, list(version.after)) == (member, "member", ["description_nl"])


def test_opening_and_saving_changes_nothing(client, service, member):
    count = Version.objects.count()

    assert client.post(address(service), typed(client, service)).status_code == 302
    assert Version.objects.count() == count


def test_a_contact_point_is_added_in_an_empty_row(client, service, member):
    data = typed(client, service)
    place = int(data["contacts-INITIAL_FORMS"])

    client.post(address(service), data | {f"contacts-{place}-kind": "mail", f"contacts-{place}-value": "a@example.org"})

    assert sorted(now(service).contacts.values_list("value", flat=True)) == ["+3225294120", "a@example.org"]


def test_hours_prestations_and_the_area_are_public_at_once(client, service, member):
    data = typed(client, service)
    hours, given = int(data["hours-INITIAL_FORMS"]), int(data["prestations-INITIAL_FORMS"])
    prestation = Prestation.objects.first().code
    data |= {f"hours-{hours}-weekdays": ["0", "2"], f"hours-{hours}-opens": "9h", f"hours-{hours}-closes": "12h30"}
    data |= {f"hours-{hours}-kind": "appointment", "area": "region"}
    data |= {f"prestations-{given}-prestation": prestation, f"prestations-{given}-starts_on": "2026-01-01"}

    answer = client.post(address(service), data)

    assert answer.status_code == 302, answer.context["form"].errors
    assert set(service.hours.filter(opens=540, closes=750).values_list("weekday", flat=True)) == {0, 2}
    assert service.prestations.get().prestation.code == prestation
    assert now(service).area == "region"


def test_a_role_waits_until_brusano_has_looked(client, service, member, coordinator):
    data, role = typed(client, service), Role.objects.first().code
    place = int(data["roles-INITIAL_FORMS"])

    client.post(address(service), data | {f"roles-{place}-role": role, f"roles-{place}-starts_on": "2026-01-01"})
    assert not service.roles.exists()

    editing.accept(Proposal.objects.waiting().get(), by=coordinator)
    assert service.roles.get().role.code == role


def test_a_new_name_waits_and_the_rest_does_not(client, service, member, coordinator):
    client.post(address(service), typed(client, service, name_fr="Cabinet du port", entry_fr="Sonnez."))
    assert (now(service).name_fr, now(service).entry_fr) == ("Cabinet du canal", "Sonnez.")
    assert "Cabinet du port" in client.get(address(service)).content.decode()

    proposal = Proposal.objects.waiting().get()
    client.force_login(coordinator)
    assert "Cabinet du port" in client.get(reverse("proposals")).content.decode()
    client.post(reverse("proposals"), {"proposal": proposal.code, "action": "accept"})

    assert now(service).name_fr == "Cabinet du port"
    assert not Proposal.objects.waiting().exists()


def test_whoever_is_refused_reads_why_and_the_card_stays(client, service, member, coordinator):
    proposal = editing.edit(service, {"name_fr": "Le meilleur cabinet"}, by=member)

    editing.refuse(proposal, "Le nom officiel seulement.", by=coordinator)

    assert now(service).name_fr == "Cabinet du canal"
    assert "Le nom officiel seulement." in client.get(address(service)).content.decode()
    with pytest.raises(ValidationError):
        editing.accept(proposal, by=coordinator)


def test_a_newer_proposal_takes_the_older_along(service, member):
    editing.edit(service, {"name_fr": "Cabinet du port"}, by=member)
    editing.edit(service, {"name_nl": "Praktijk van de haven"}, by=member)

    assert Proposal.objects.waiting().get().after == {"name_fr": "Cabinet du port", "name_nl": "Praktijk van de haven"}


def test_only_brusano_decides_on_a_name(service, member):
    proposal = editing.edit(service, {"name_fr": "Cabinet du port"}, by=member)

    with pytest.raises(PermissionDenied):
        editing.accept(proposal, by=member)


def test_the_second_to_save_reads_both_versions_and_overwrites_nothing(client, service, member):
    data = typed(client, service, description_fr="La mienne", entry_fr="Ma porte")
    actions.save(now(service), {"description_fr": "La leur", "not_for_fr": "Pas le soir"}, by=None, via="admin")

    answer = client.post(address(service), data)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "La leur" in page
    assert "La mienne" in page
    assert (now(service).description_fr, now(service).entry_fr) == ("La leur", "")
    form = answer.context["form"]
    assert form["not_for_fr"].value() == "Pas le soir"
    assert form["description_fr"].value() == "La mienne"


@pytest.mark.parametrize(
    "values",
    [
        {"organisation": "abcd2345"},
        {"mailbox_verified_on": "2026-01-01"},
        {"confirmed_on": "2026-01-01"},
        {"room": "open"},
    ],
)
def test_a_form_that_brings_more_than_the_page_offers_writes_nothing_of_it(client, service, member, values):
    with pytest.raises(PermissionDenied):
        editing.edit(service, values, by=member)
    before = Version.objects.count()
    client.post(address(service), typed(client, service, **values))
    assert Version.objects.count() == before


def test_she_undoes_what_members_may_write_and_nothing_else(client, service, member):
    editing.edit(service, {"entry_fr": "Sonnez."}, by=member)
    hers = Version.objects.of(service).first()
    actions.save(now(service), {"name_fr": "Cabinet renommé"}, by=None, via="admin")
    theirs = Version.objects.of(service).first()
    assert address(service, "card_undo", hers.pk) in client.get(address(service, "card_history")).content.decode()

    client.post(address(service, "card_undo", hers.pk))
    refused = client.post(address(service, "card_undo", theirs.pk))

    assert refused.status_code == 403
    assert (now(service).entry_fr, now(service).name_fr) == ("", "Cabinet renommé")


def test_a_draft_is_written_whole_and_shown_to_nobody(client):
    draft = ServiceFactory(organisation__proposed=True)
    client.force_login(UserFactory(of=draft.organisation))

    client.post(address(draft), typed(client, draft, name_fr="Cabinet du port"))

    assert now(draft).name_fr == "Cabinet du port"
    assert client.get(reverse("directory:service", args=[draft.code])).status_code == 404
    assert "Cabinet du port" in client.get(address(draft, "card_preview", "fr")).content.decode()


def test_the_preview_is_framed_by_our_own_pages_alone(client, service, member):
    policy = client.get(address(service, "card_preview", "nl")).headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy

    assert "frame-src 'self'" in client.get(address(service)).headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["card", "card_history"])
def test_the_card_of_another_organisation_is_not_there(client, service, member, name):
    other = ServiceFactory()

    asked = reverse(f"own:{name}", args=[service.organisation.code, other.code])
    assert client.get(asked).status_code == 404
    assert client.get(address(other, name)).status_code == 404


def test_who_was_removed_or_suspended_meanwhile_writes_nothing(service, member):
    actions.save(service.organisation, {"status": Organisation.Status.SUSPENDED}, by=None, via="admin")
    with pytest.raises(PermissionDenied):
        editing.edit(service, {"entry_fr": "Sonnez."}, by=member)

    with pytest.raises(PermissionDenied):
        editing.edit(OrganisationFactory(), {"description_fr": "x"}, by=member)
