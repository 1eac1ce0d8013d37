"""« This service is ours »: confirmed by mail, decided after a call to a public number, and nothing before that."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from directory.actions import claims
from directory.actions.callbacks import Call
from directory.models import CallBack, Claim, Invitation, LinkToken, Membership, Organisation, Service
from directory.permissions import DIRECTORY, EDITOR
from tests.directory.mailbox import letters, links
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

WHO = {"full_name": "Nadia Exemple", "job": "sage-femme", "email": "nadia@example.org", "note": ""}
NEW = WHO | {"name": "Les Clefs", "kind": "legal_body", "phone": "02 529 41 20", "website": "", "enterprise_number": ""}
YES = Call("+3225294120", "site web", CallBack.Outcome.CONFIRMED)
Outcome = CallBack.Outcome


def claim_of(organisation=None, **values):
    """Confirmed, waiting for a call."""
    who = {key: value for key, value in WHO.items() if key != "note"} | {"language": "fr"} | values
    claims.ask(who, organisation=organisation)
    found = Claim.objects.latest("pk")
    claims.confirm(found)
    return found


@pytest.fixture
def coordinator():
    call_command("set_up_groups")
    return UserFactory(groups=[DIRECTORY], staff=True)


def test_from_the_card_to_the_queue_by_a_link_whose_button_acts(client):
    service = ServiceFactory()
    address = reverse("directory:claim", args=[service.code])
    assert address in client.get(reverse("directory:service", args=[service.code])).content.decode()

    assert client.post(address, WHO).status_code == 302
    [link] = [one for one in links(letters()[0]) if "/confirm" in one]
    path = "/" + link.split("/", 3)[3]
    client.get(path)
    assert Claim.objects.get().state == "unconfirmed"

    client.post(path)
    claim = Claim.objects.get()
    assert (claim.state, claim.organisation) == ("waiting", service.organisation)
    assert client.get(path).status_code == 200
    assert Invitation.objects.count() == Membership.objects.count() == 0


def test_the_page_of_a_sensitive_service_names_it_nowhere(client):
    service = ServiceFactory(confidential=True, name_fr="Refuge du canal")

    page = client.get(reverse("directory:claim", args=[service.code])).content.decode()

    assert "Refuge du canal" not in page
    assert "Service d’aide" in page


def test_nobody_makes_us_mail_one_mailbox_again_and_again(client):
    for _time in range(6):
        answer = client.post(reverse("directory:propose"), NEW)
        assert answer["Location"] == reverse("directory:claim_sent")

    assert len(letters()) == Claim.objects.count() == claims.MOST_A_DAY


def test_a_call_that_confirms_makes_the_organisation_and_invites_her_to_manage_it(coordinator):
    claim = claim_of(name="Les Clefs", phone="+3225294120")
    assert not Organisation.objects.exists()

    claims.call(claim, YES, by=coordinator)

    organisation = Organisation.objects.listed().get()
    assert organisation.name_fr == "Les Clefs"
    assert [contact.value for contact in organisation.contacts.all()] == ["+3225294120"]
    invitation = Invitation.objects.open().get()
    assert (invitation.email, invitation.role, invitation.organisation) == (WHO["email"], "manager", organisation)
    log = CallBack.objects.get()
    assert (log.organisation, log.by, log.number, log.outcome) == (
        organisation,
        coordinator,
        "+3225294120",
        "confirmed",
    )


def test_a_proposed_organisation_is_verified_and_its_cards_are_shown_only_then(coordinator):
    service = ServiceFactory(organisation__proposed=True)
    claim = claim_of(service.organisation)
    assert not Service.objects.listed().exists()

    claims.call(claim, YES, by=coordinator)

    assert Service.objects.listed().get() == service


@pytest.mark.parametrize("outcome", [Outcome.DENIED, Outcome.NO_ANSWER, Outcome.LATER])
def test_any_other_call_is_written_down_and_changes_nothing(coordinator, outcome):
    organisation = OrganisationFactory(proposed=True)
    claim = claim_of(organisation)

    claims.call(claim, Call("+3225294120", "site web", outcome), by=coordinator)

    claim.refresh_from_db()
    organisation.refresh_from_db()
    assert (claim.state, organisation.status) == ("waiting", "proposed")
    assert CallBack.objects.get().outcome == outcome
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("status", ["suspended", "closed"])
def test_a_claim_does_not_bring_back_an_organisation_that_was_stopped(coordinator, status):
    claim = claim_of(OrganisationFactory(status=status))

    with pytest.raises(ValidationError):
        claims.call(claim, YES, by=coordinator)
    assert not Invitation.objects.exists()


def test_whoever_is_refused_reads_why(coordinator):
    claim = claim_of(OrganisationFactory())
    letters()

    claims.refuse(claim, "Vous n’y travaillez plus.", by=coordinator)

    assert "Vous n’y travaillez plus." in letters()[0].body
    with pytest.raises(ValidationError):
        claims.call(claim, YES, by=coordinator)


def test_only_brusano_decides():
    call_command("set_up_groups")
    organisation = OrganisationFactory()
    claim = claim_of(organisation)
    for by in (UserFactory(of=organisation), UserFactory(groups=[EDITOR], staff=True)):
        with pytest.raises(PermissionDenied):
            claims.call(claim, YES, by=by)
        with pytest.raises(PermissionDenied):
            claims.refuse(claim, "non", by=by)
    assert not CallBack.objects.exists()


def test_what_nobody_confirmed_is_forgotten_with_its_link_and_calls_outlive_the_claim(coordinator):
    claims.ask({key: value for key, value in NEW.items() if key != "note"} | {"language": "fr"})
    letters()
    decided = claim_of(OrganisationFactory())
    claims.call(decided, YES, by=coordinator)

    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert claims.forget_old() == 1
    assert not LinkToken.objects.filter(purpose=claims.CONFIRM).exists()
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        assert claims.forget_old() == 1
    assert CallBack.objects.get().claim is None


def test_the_queue_leads_to_a_claim_and_the_call_to_the_log(client, coordinator):
    service = ServiceFactory()
    claim = claim_of(service.organisation)
    client.force_login(coordinator)
    address = reverse("claims_one", args=[claim.code])
    assert address in client.get(reverse("claims")).content.decode()
    assert "02 529 41 20" in client.get(address).content.decode()

    said = {"action": "call", "number": "02 529 41 20", "found_at": "la fiche", "outcome": "confirmed", "note": ""}
    assert client.post(address, said | {"found_at": ""}).status_code == 200
    assert not CallBack.objects.exists()
    client.post(address, said)

    claim.refresh_from_db()
    assert claim.state == "accepted"
    assert "la fiche" in client.get(reverse("call_backs")).content.decode()


def test_brusano_invites_the_first_manager_and_removes_the_last(client, coordinator):
    organisation = OrganisationFactory(proposed=True)
    person = UserFactory(of=organisation)
    organisation.memberships.update(role="manager")
    client.force_login(coordinator)
    address = reverse("directory_members", args=[organisation.pk])

    client.post(address, {"action": "invite", "email": "lea@example.org", "role": "manager", "language": "fr"})
    client.post(address, {"action": "remove", "member": organisation.memberships.get().pk})

    assert Invitation.objects.open().get().by == coordinator
    assert not person.memberships.exists()
    assert "lea@example.org" in client.get(address).content.decode()
