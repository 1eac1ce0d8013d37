"""Members write where their services are given: another address waits for Brusano, a confidential one has none."""

import pytest
from django.urls import reverse

from directory import actions
from directory.actions import editing
from directory.models import Bassin, Organisation, Proposal, Site
from tests.directory.mailbox import letters, open_every_link_twice
from tests.directory.own.test_cards import coordinator, member, service  # noqa: F401  fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(service):  # noqa: F811
    actions.save(service.site, {"street_fr": "Rue du Port 1", "lat": 50.85, "lon": 4.35}, by=None, via="admin")
    return service.site


def address(site):
    return reverse("own:site", args=[site.organisation.code, site.code])


def typed(client, site, **values):
    page = client.get(address(site)).context
    data = {"version": page["version"]}
    for name in page["form"].fields:
        value = page["form"][name].value()
        data[name] = "" if value is None else value
    for name, rows in page["form"].formsets.items():
        data[f"{name}-TOTAL_FORMS"], data[f"{name}-INITIAL_FORMS"] = rows.total_form_count(), rows.initial_form_count()
    return data | values


def test_the_way_in_is_public_at_once_and_another_address_once_brusano_looked(client, site, member, coordinator):  # noqa: F811
    before = Site.objects.get(pk=site.pk)
    answer = client.post(address(site), typed(client, site, street_fr="Rue du Canal 2", step_free="yes"))
    found = Site.objects.get(pk=site.pk)
    assert answer.status_code == 302
    assert (found.step_free, found.street_fr) == ("yes", before.street_fr)
    assert "Rue du Canal 2" in client.get(address(site)).content.decode()

    editing.accept(Proposal.objects.waiting().get(), by=coordinator)
    found.refresh_from_db()
    assert found.street_fr == "Rue du Canal 2"
    assert (found.lat, found.lon, found.sector) == (None, None, None), "the point is that of the old address"
    told = letters()[-1]
    assert told.to == [member.email]
    assert address(site) in told.body
    assert "Canal" not in told.body


def test_whoever_is_refused_is_told_where_to_read_why(client, service, member, coordinator):  # noqa: F811
    proposal = editing.edit(service, {"name_fr": "Le meilleur cabinet"}, by=member)
    editing.refuse(proposal, "Le nom officiel seulement.", by=coordinator)

    (told,) = letters()
    assert told.to == [member.email]
    assert reverse("own:card", args=[service.organisation.code, service.code]) in told.body
    before, after = open_every_link_twice(client, [told])
    assert before == after


def test_nobody_is_told_who_does_not_act_for_it_any_more(service, member, coordinator):  # noqa: F811
    proposal = editing.edit(service, {"name_fr": "Cabinet du port"}, by=member)
    editing.accept(proposal, by=coordinator)
    member.memberships.all().delete()

    assert letters() == []


def test_a_confidential_site_has_no_address_to_write_and_what_waited_is_forgotten(client, site, member):  # noqa: F811
    client.post(address(site), typed(client, site, street_fr="Rue Secrète 3"))
    values = {"confidential": True, "bassin_override": Bassin.objects.first().code}
    actions.save(site, values, by=None, via="admin")

    page = client.get(address(site))
    assert "street_fr" not in page.context["form"].fields
    assert "Secr" not in page.content.decode()
    assert not Proposal.objects.exists()
    client.post(address(site), typed(client, site, street_fr="Rue Secrète 3", step_free="yes"))
    assert (Site.objects.get(pk=site.pk).street_fr, Site.objects.get(pk=site.pk).step_free) == ("", "yes")


def test_recognitions_wait_for_brusano(client, service, member, coordinator):  # noqa: F811
    organisation = Organisation.objects.get(pk=service.organisation_id)
    editing.edit(organisation, {"enterprise_number": "0212347945"}, by=member)
    organisation.refresh_from_db()
    assert organisation.enterprise_number is None

    editing.accept(Proposal.objects.waiting().get(), by=coordinator)
    organisation.refresh_from_db()
    assert organisation.enterprise_number == "0212347945"
    assert "enterprise_number" in client.get(reverse("own:identity", args=[organisation.code])).context["form"].fields
