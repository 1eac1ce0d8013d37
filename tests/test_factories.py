"""The factories make what their names say."""

import pytest

from directory.models import Service, Version
from tests.factories import OrganisationFactory, ServiceFactory, SiteFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_service_stands_at_a_site_of_its_own_organisation():
    service = ServiceFactory()

    assert service.site.organisation == service.organisation
    assert Service.objects.listed().get() == service
    assert Version.objects.of(service).count() == 1


def test_a_service_of_a_given_site_belongs_to_its_organisation():
    site = SiteFactory()

    assert ServiceFactory(site=site).organisation == site.organisation
    assert ServiceFactory(organisation=site.organisation).site.organisation == site.organisation


@pytest.mark.parametrize(
    "trait", ["screening", "confidential", "closed", "full", "stale", "walk_in", "mobile", "sensitive"]
)
def test_each_trait_makes_a_valid_service(trait):
    service = ServiceFactory(**{trait: True})

    service.full_clean(exclude=["code"])


def test_a_confidential_service_stands_at_a_site_without_address():
    site = ServiceFactory(confidential=True).site

    assert (site.street_fr, site.postal_code, site.lat) == ("", None, None)
    assert site.bassin.code == "centre-ouest"


def test_a_user_can_be_of_an_organisation_and_of_groups():
    organisation = OrganisationFactory(bib=True)

    assert UserFactory(of=organisation).memberships.get().organisation == organisation
    assert organisation.conventions.count() == 1
    assert SourceFactory().may_republish
