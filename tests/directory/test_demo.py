"""The demo network: believable, marked, repeatable, removable, refused beside real services."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from directory import actions
from directory.importers.demo import DemoNetwork
from directory.models import Language, Organisation, Service, Site, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    call_command("load_reference_data", verbosity=0)
    call_command("seed_demo")


def test_the_network_has_every_bassin_language_and_state(demo):
    services = Service.objects.listed()
    assert services.filter(category__code="cpas").count() == 19
    assert services.count() > 300
    assert not Service.objects.filter(is_demo=False).exists()
    assert {s.bassin.code for s in Site.objects.select_related("bassin")} == {
        "nord",
        "nord-est",
        "centre-ouest",
        "sud",
        "sud-est",
    }
    assert Language.objects.filter(services__is_demo=True).distinct().count() >= 15
    assert set(services.values_list("room", flat=True)) == {"", "open", "few", "full", "by_right"}
    assert Site.objects.filter(confidential=True, services__category__code="violences").count() == 3


def test_every_organisation_and_service_has_a_name_in_both_languages(demo):
    for record in (*Organisation.objects.all(), *Service.objects.all()):
        assert record.name_fr, record
        assert record.name_nl, record


def test_a_second_run_changes_nothing(demo):
    before = set(Service.objects.values_list("code", flat=True))
    call_command("seed_demo")
    assert set(Service.objects.values_list("code", flat=True)) == before


def test_the_same_day_gives_the_same_network(demo):
    def codes():
        return [record.code for record, _values in DemoNetwork(date(2026, 11, 22)).pairs()]

    assert codes() == codes()


def test_it_can_be_removed_with_its_accounts(demo):
    call_command("seed_demo", remove=True)
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()
    assert not User.objects.filter(is_demo=True).exists()


def test_it_is_refused_on_a_directory_with_real_services(demo):
    call_command("seed_demo", remove=True)
    real = actions.save(Organisation(), {"name_fr": "Vraie maison", "status": "verified"}, by=None, via="admin")
    actions.save(Service(), {"organisation": real, "category": "autre", "name_fr": "Service"}, by=None, via="admin")

    with pytest.raises(CommandError, match="real services"):
        call_command("seed_demo")
    assert Service.objects.count() == 1
