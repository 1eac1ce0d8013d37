"""One page for each role: written in both languages, alike, short enough for one sheet, linked where she lands."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms import role_guides
from directory.models import Membership
from directory.permissions import DIRECTORY, EDITOR
from tests.factories import OrganisationFactory, UserFactory

SHEET = 1800  # characters that an A4 holds with its headings, in print.css


@pytest.mark.parametrize("role", role_guides.ROLES)
def test_each_is_in_both_languages_alike_and_fits_one_sheet(role):
    french, dutch = (role_guides.guide(role, language).html for language in ("fr", "nl"))

    for tag in ("<h2>", "<li>", "<p>", "<strong>"):
        assert french.count(tag) == dutch.count(tag), tag
    for language in ("fr", "nl"):
        assert len((role_guides.FOLDER / language / f"{role}.md").read_text(encoding="utf-8")) < SHEET
        assert {file.stem for file in (role_guides.FOLDER / language).iterdir()} == set(role_guides.ROLES)


@pytest.mark.django_db
def test_anybody_reads_one_in_her_language_and_no_other_file(client):
    with translation.override("nl"):
        assert "Lid van een organisatie" in client.get(reverse("role_guide", args=["member"])).content.decode()
    with translation.override("en"):
        page = client.get(reverse("role_guide", args=["member"])).content.decode()
    assert '<article class="wide section stack" lang="fr">' in page
    assert client.get(reverse("role_guide", args=["secret"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("group", "role"), [(DIRECTORY, "coordinator"), (EDITOR, "editor")])
def test_staff_finds_hers_on_the_first_page(client, group, role):
    client.force_login(UserFactory(groups=[group]))

    assert reverse("role_guide", args=[role]) in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", Membership.Role.values)
def test_members_find_theirs_at_home_and_others_before_they_ask(client, role):
    organisation = OrganisationFactory()
    person = UserFactory()
    Membership.objects.create(user=person, organisation=organisation, role=role)
    asking = client.get(reverse("directory:propose")).content.decode()
    client.force_login(person)
    home = client.get(reverse("own:home", args=[organisation.code])).content.decode()

    assert reverse("role_guide", args=[role]) in home
    assert reverse("role_guide", args=["actor"]) in asking
