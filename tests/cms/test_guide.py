"""The guide for editors, read in the administration."""

import pytest
from django.urls import reverse

from cms.desk import guide
from directory.permissions import DIRECTORY, EDITOR
from tests.cms.reading import page
from tests.factories import UserFactory


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("name", guide.CHAPTERS)
def test_each_chapter_is_written_in_both_languages_and_nothing_of_its_marks_stays(name, language):
    chapter = guide.chapter(name, language)

    assert chapter.title
    assert "<p>" in chapter.html or "<li>" in chapter.html
    assert "**" not in chapter.html
    assert "* " not in chapter.html  # a list is written with dashes
    assert "##" not in chapter.html
    assert {path.stem for path in (guide.FOLDER / language).iterdir()} == set(guide.CHAPTERS)


def test_the_two_languages_say_as_much():
    for name in guide.CHAPTERS:
        french, dutch = (guide.chapter(name, language).html for language in ("fr", "nl"))
        assert french.count("<li>") == dutch.count("<li>"), name
        assert french.count("<p>") == dutch.count("<p>"), name


def test_a_chapter_is_text_and_nothing_else():
    assert guide._html("a <script> **b**\n\n- c\n- d\n\n1. e") == (
        "<p>a &lt;script&gt; <strong>b</strong></p>\n<ul><li>c</li><li>d</li></ul>\n<ol><li>e</li></ol>"
    )


@pytest.mark.django_db
def test_an_editor_reads_it_in_her_language_from_the_menu_and_from_a_page(client):
    client.force_login(UserFactory(groups=[EDITOR], language="nl"))

    assert "Een pagina vertalen" in client.get(reverse("desk_guide")).content.decode()
    assert "Alleen zij publiceert" in client.get(reverse("desk_chapter", args=["translate"])).content.decode()
    assert client.get(reverse("desk_chapter", args=["secret"]), follow=True).status_code == 404
    editing = client.get(reverse("wagtailadmin_pages:edit", args=[page("contact", "nl").pk])).content.decode()
    assert reverse("desk_chapter", args=["pictures"]) in editing


@pytest.mark.django_db
def test_whoever_writes_no_pages_has_no_use_for_it(client):
    client.force_login(UserFactory(groups=[DIRECTORY]))

    assert client.get(reverse("desk_guide")).status_code == 302


@pytest.mark.django_db
def test_the_first_page_begins_what_each_may_begin(client):
    client.force_login(UserFactory(groups=[EDITOR], language="nl"))
    seen = client.get(reverse("wagtailadmin_home")).content.decode()

    for begun in ("Een nieuwsbericht schrijven", "Een ontmoeting aankondigen", reverse("desk_guide")):
        assert begun in seen
    assert (
        client.get(reverse("wagtailadmin_pages:add", args=["cms", "newspage", page("news", "nl").pk])).status_code
        == 200
    )
    assert reverse("wagtailadmin_pages:add", args=["cms", "newspage", page("news", "nl").pk]) in seen

    client.force_login(UserFactory(groups=[DIRECTORY]))
    assert "newspage" not in client.get(reverse("wagtailadmin_home")).content.decode()
