"""« My organisation »: for whom somebody acts is in the address, and asked of the database each time."""

import pytest
from django.urls import reverse

from directory import actions
from directory.models import Membership, Organisation
from directory.permissions import manages
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def home(organisation):
    return reverse("own:home", args=[organisation.code])


def test_a_member_reads_her_cards_and_for_whom_she_acts(client):
    service = ServiceFactory(name_fr="Consultation du canal", stale=True)
    client.force_login(UserFactory(of=service.organisation))

    page = client.get(home(service.organisation)).content.decode()

    assert "Consultation du canal" in page
    assert str(service.organisation.name) in page
    assert "1 fiche est à confirmer" in page


def test_the_same_address_is_nothing_for_anybody_else(client):
    service = ServiceFactory()
    client.force_login(UserFactory(of=OrganisationFactory()))
    assert client.get(home(service.organisation)).status_code == 404

    client.force_login(UserFactory(admin=True))
    assert client.get(home(service.organisation)).status_code == 404


def test_who_acts_for_one_is_led_to_it_and_who_acts_for_two_chooses(client):
    one, other = OrganisationFactory(), OrganisationFactory()
    person = UserFactory(of=one)
    client.force_login(person)
    assert client.get(reverse("own:organisations"))["Location"] == home(one)

    Membership.objects.create(user=person, organisation=other)
    page = client.get(reverse("own:organisations")).content.decode()
    assert home(one) in page
    assert home(other) in page


def test_the_member_of_a_suspended_organisation_reads_so_and_nothing_else(client):
    service = ServiceFactory(name_fr="Consultation du canal")
    client.force_login(UserFactory(of=service.organisation))
    actions.save(service.organisation, {"status": Organisation.Status.SUSPENDED}, by=None, via="admin")

    answer = client.get(home(service.organisation))

    assert answer.status_code == 403
    assert "suspendue" in answer.content.decode()
    assert "Consultation du canal" not in answer.content.decode()


def test_an_unverified_organisation_reads_that_its_cards_are_a_draft(client):
    organisation = OrganisationFactory(proposed=True)
    client.force_login(UserFactory(of=organisation))

    assert "brouillon" in client.get(home(organisation)).content.decode()


def test_the_home_asks_as_much_for_many_cards_as_for_one(client, django_assert_max_num_queries):
    service = ServiceFactory()
    ServiceFactory.create_batch(4, organisation=service.organisation)
    client.force_login(UserFactory(of=service.organisation))
    client.get(home(service.organisation))

    with django_assert_max_num_queries(13):
        client.get(home(service.organisation))


def test_only_a_manager_of_a_living_organisation_manages():
    organisation = OrganisationFactory()
    person = UserFactory(of=organisation)
    assert not manages(person, organisation)

    organisation.memberships.update(role="manager")
    assert manages(person, organisation)
    assert not manages(person, OrganisationFactory())

    actions.save(organisation, {"status": Organisation.Status.CLOSED}, by=None, via="admin")
    assert not manages(person, organisation)
