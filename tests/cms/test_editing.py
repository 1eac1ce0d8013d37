"""Editors change the pages in Wagtail's admin."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import HomePage, NewsIndexPage, NewsPage
from directory.permissions import EDITOR
from tests.cms.reading import home, page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KINDS = ("programme", "pregnant", "news", "bassin_nord", "faq", "resources")


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_page_opens_in_the_editor(admin_client, language):
    for one in (home(language), *(page(name, language) for name in KINDS)):
        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).status_code == 200


def test_what_an_editor_publishes_is_what_readers_see(admin_client, client):
    contact = page("contact", "fr")
    form = nested_form_data(
        {
            "title": "Contact",
            "slug": contact.slug,
            "introduction": "Une autre introduction.",
            "menu_title": "",
            "seo_title": "",
            "search_description": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            "body": streamfield([("heading", "Un intertitre"), ("text", rich_text("<p>Un <b>texte</b>.</p>"))]),
            "action-publish": "yes",
        }
    )

    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[contact.pk]), form)
    html = client.get("/fr/contact/").content.decode()

    assert answer.status_code == 302
    assert "Une autre introduction." in html
    assert '<h2 id="un-intertitre">Un intertitre</h2>' in html
    assert "<b>texte</b>" in html


@pytest.mark.parametrize("name", [*KINDS, "actors"])
def test_a_draft_can_be_previewed(admin_client, name):
    answer = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page(name, "nl").pk]))

    assert answer.status_code == 200
    assert page(name, "nl").title in answer.content.decode()


def test_what_is_checked_while_writing_is_the_writers_part(admin_client, client):
    one = page("programme", "nl")
    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[one.pk])).content.decode()
    editing = admin_client.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode()

    for html in (preview, editing):
        assert '"include": ["main"]' in html
        assert "image-alt" in html
    assert "wagtail-userbar" not in client.get(one.url).content.decode()


def test_homes_stand_at_the_top_and_hold_every_other_type_but_articles():
    under = {model.__name__ for model in HomePage.allowed_subpage_models()}

    assert HomePage.allowed_parent_page_models() == [Page]
    assert {"InformationPage", "BassinPage", "NewsIndexPage", "FaqPage", "ResourcesPage", "GlossaryPage"} <= under
    assert not {"NewsPage", "HomePage"} & under


def test_articles_stand_in_the_list_of_news_only():
    assert NewsPage.allowed_parent_page_models() == [NewsIndexPage]
    assert NewsPage.allowed_subpage_models() == []


@pytest.mark.parametrize(("language", "word"), [("fr", "Chercher"), ("nl", "Zoeken")])
def test_the_dialog_of_documents_speaks_the_editors_language(client, language, word):
    client.force_login(UserFactory(groups=[EDITOR], language=language))
    dialog = client.get(reverse("wagtaildocs_chooser:choose")).json()["html"]

    assert re.search(rf'role="tab"[^>]*>\s*{word}', dialog)
