"""A mailbox takes requests once somebody read a code in it and Brusano called; another address begins anew."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from directory import notifications
from directory.actions import mailboxes
from directory.actions.callbacks import Call
from directory.models import CallBack, MailboxProof, Service
from directory.permissions import DIRECTORY
from tests.directory.mailbox import letters
from tests.factories import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "accueil@example.org"
CALL = ("+3225294120", "site web")


@pytest.fixture
def service():
    return ServiceFactory()


@pytest.fixture
def manager(service):
    person = UserFactory(of=service.organisation)
    service.organisation.memberships.update(role="manager")
    return person


@pytest.fixture
def coordinator():
    call_command("set_up_groups")
    return UserFactory(groups=[DIRECTORY], staff=True)


def code_of(mail):
    return re.search(r"\b\d{6}\b", mail.body)[0]


def prove(service, manager, address=ADDRESS):
    mailboxes.set_mailbox(service, address, "fr", by=manager)
    mailboxes.prove(service, code_of(letters()[-1]), by=manager)
    return MailboxProof.objects.get(service=service)


def call(proof, by, outcome=CallBack.Outcome.CONFIRMED):
    mailboxes.call(proof, Call(*CALL, outcome), by=by)


def now(service):
    return Service.objects.get(pk=service.pk)


def test_a_code_and_a_call_verify_a_mailbox(service, manager, coordinator):
    proof = prove(service, manager)
    assert now(service).mailbox_verified_on is None

    call(proof, coordinator)

    assert now(service).mailbox_verified_on == timezone.localdate()
    log = CallBack.objects.get()
    assert (log.about, log.service, log.by, log.number) == ("mailbox", service, coordinator, CALL[0])


def test_the_code_comes_in_both_languages_and_is_the_same(service, manager):
    mailboxes.set_mailbox(service, ADDRESS, "nl", by=manager)

    [mail] = letters()
    assert mail.to == [ADDRESS]
    assert len(re.findall(r"\b\d{6}\b", mail.body)) == 2
    assert len(set(re.findall(r"\b\d{6}\b", mail.body))) == 1


def test_without_the_code_nobody_is_called(service, manager, coordinator):
    mailboxes.set_mailbox(service, ADDRESS, "fr", by=manager)
    right = code_of(letters()[0])

    with pytest.raises(ValidationError):
        mailboxes.prove(service, "000000" if right != "000000" else "111111", by=manager)
    with pytest.raises(ValidationError):
        call(MailboxProof.objects.get(), coordinator)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)), pytest.raises(ValidationError):
        mailboxes.prove(service, right, by=manager)
    assert not CallBack.objects.exists()


def test_a_call_that_does_not_confirm_is_kept_and_verifies_nothing(service, manager, coordinator):
    call(prove(service, manager), coordinator, CallBack.Outcome.DENIED)

    assert now(service).mailbox_verified_on is None
    assert CallBack.objects.count() == 1


def test_another_address_is_verified_anew_and_takes_no_requests_until_then(service, manager, coordinator):
    proof = prove(service, manager)
    call(proof, coordinator)
    Service.objects.update(accepts_requests=True)
    mailboxes.set_mailbox(service, "autre@example.org", "fr", by=manager)
    other = letters()[-1]

    found = now(service)
    assert (found.mailbox, found.mailbox_verified_on, found.accepts_requests) == ("autre@example.org", None, False)
    assert not MailboxProof.objects.to_call().exists()

    mailboxes.set_mailbox(service, ADDRESS, "fr", by=manager)
    with pytest.raises(ValidationError):  # the code of one address proves no other
        mailboxes.prove(service, code_of(other), by=manager)


def test_the_same_address_in_another_language_stays_verified(service, manager, coordinator):
    call(prove(service, manager), coordinator)

    mailboxes.set_mailbox(service, ADDRESS.upper(), "nl", by=manager)

    assert now(service).mailbox_verified_on
    assert now(service).mailbox_language == "nl"


def test_a_mailbox_whose_mail_comes_back_takes_no_requests(service, manager, coordinator):
    call(prove(service, manager), coordinator)
    Service.objects.update(accepts_requests=True)

    notifications.mark_dead(ADDRESS)

    assert (now(service).mailbox_verified_on, now(service).accepts_requests) == (None, False)
    assert not MailboxProof.objects.to_call().exists()


def test_one_service_mails_so_many_codes_a_day(service, manager):
    mailboxes.set_mailbox(service, ADDRESS, "fr", by=manager)
    for _time in range(mailboxes.MOST_A_DAY - 1):
        mailboxes.send_again(now(service), by=manager)

    with pytest.raises(ValidationError):
        mailboxes.send_again(now(service), by=manager)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        mailboxes.send_again(now(service), by=manager)


def test_emptied_and_filled_in_again_it_has_no_more_codes(service, manager):
    for _time in range(mailboxes.MOST_A_DAY):
        mailboxes.set_mailbox(now(service), ADDRESS, "fr", by=manager)
        mailboxes.set_mailbox(now(service), "", "fr", by=manager)
    assert not MailboxProof.objects.exclude(address="").exists()
    with pytest.raises(ValidationError):
        mailboxes.set_mailbox(now(service), ADDRESS, "fr", by=manager)


def test_a_mailbox_of_many_services_has_so_many_codes_a_day(service, manager, monkeypatch):
    monkeypatch.setattr(mailboxes, "MOST_TO_ONE", 2)
    for _n in range(2):
        mailboxes.set_mailbox(ServiceFactory(organisation=service.organisation), ADDRESS, "fr", by=manager)
    with pytest.raises(ValidationError):
        mailboxes.set_mailbox(service, ADDRESS, "fr", by=manager)
    assert now(service).mailbox == ""


def test_only_a_manager_sets_a_mailbox(service, manager):
    member = UserFactory(of=service.organisation)
    for by in (member, UserFactory()):
        with pytest.raises(PermissionDenied):
            mailboxes.set_mailbox(service, ADDRESS, "fr", by=by)
    assert now(service).mailbox == ""


def test_a_manager_goes_through_it_on_her_pages_and_brusano_on_its_own(client, service, manager, coordinator):
    arguments = [service.organisation.code, service.code]
    client.force_login(manager)
    client.post(reverse("own:mailboxes_change", args=arguments), {"mailbox": ADDRESS, "language": "fr"})
    code = code_of(letters()[0])
    wrong = client.post(reverse("own:mailboxes_prove", args=arguments), {"code": "12"}, follow=True)
    assert "Ce n’est pas le code" in wrong.content.decode()
    client.post(reverse("own:mailboxes_prove", args=arguments), {"code": f" {code[:3]} {code[3:]}"})
    assert "un de vos numéros publics" in client.get(reverse("own:mailboxes", args=arguments[:1])).content.decode()

    client.force_login(coordinator)
    address = reverse("mailboxes")
    assert ADDRESS in client.get(address).content.decode()
    said = {"service": service.code, "number": "02 529 41 20", "found_at": "fiche", "outcome": "confirmed", "note": ""}
    assert client.post(address, said | {"number": "x"}).status_code == 200
    client.post(address, said)

    assert now(service).mailbox_verified_on
    assert ADDRESS not in client.get(address).content.decode()


def test_a_manager_touches_no_service_of_another_organisation(client, service, manager):
    other = ServiceFactory()
    client.force_login(manager)
    address = reverse("own:mailboxes_change", args=[service.organisation.code, other.code])

    assert client.post(address, {"mailbox": ADDRESS, "language": "fr"}).status_code == 404
