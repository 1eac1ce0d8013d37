"""An address that changed leads on: by itself when an editor renames a page, by hand when a moderator says so."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms import memory
from directory.permissions import MODERATOR
from tests.cms.reading import address, page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget():
    memory.forget()


def test_a_renamed_page_is_still_found_at_its_old_address(client, django_capture_on_commit_callbacks):
    privacy = page("privacy", "fr")
    old = address(privacy)
    privacy.slug = "vos-donnees"
    with django_capture_on_commit_callbacks(execute=True):
        privacy.save_revision().publish()

    answer = client.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == "/fr/vos-donnees/"


def test_a_moderator_sends_a_short_address_to_a_page(client):
    client.force_login(UserFactory(groups=[MODERATOR]))
    programme = page("programme", "fr")
    form = {"old_path": "/1000jours/", "site": "", "is_permanent": "on", "redirect_page": programme.pk}
    client.post(reverse("wagtailredirects:add"), form)
    client.logout()

    assert Redirect.objects.get().redirect_page_id == programme.pk
    answer = client.get("/1000jours/")
    assert answer.status_code == 301
    assert answer["Location"].endswith(address(programme))
