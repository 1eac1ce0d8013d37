"""An editor's way: an article with a document in Dutch, read again, published, translated, found in both languages."""

import pytest
from django.urls import reverse

from cms.accounts import demo
from cms.memory import forget
from cms.models import NewsIndexPage, NewsPage
from directory.management.commands.seed_demo import ACCOUNTS, PASSWORD
from tests.cms.upload_corpus import PDF

pytestmark = pytest.mark.browser
MAIL = {group: mail for mail, _name, _language, group in ACCOUNTS}
FRENCH = ("Un nouveau guichet", "Il ouvre lundi.", "La note")


@pytest.fixture
def entered(new_context):
    """A page of the administration, as somebody of this group."""

    def enter(group):
        page = new_context().new_page()
        page.goto("/accounts/login/?language=nl")
        page.locator("[name=login]").fill(MAIL[group])
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main").get_by_role("button").click()
        page.locator("[name=code]").fill(next(code.now for code in demo.codes() if code.email == MAIL[group]))
        page.locator("form.panel").get_by_role("button").click()
        page.wait_for_url("**/admin/**")
        return page

    return enter


def write(page):
    index = NewsIndexPage.objects.get(locale__language_code="nl")
    page.goto(reverse("wagtailadmin_pages:add", args=["cms", "newspage", index.pk]))
    page.locator("#id_title").fill("Een nieuw loket")
    page.locator("#id_introduction").fill("Het opent maandag.")
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.get_by_role("option", name="Documenten").click()
    page.locator("[name$=value-0-value-title]").fill("De nota")
    attach(page)
    page.wait_for_url("**/edit/")  # Wagtail saved the draft by itself
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.get_by_role("button", name="Relecture / Nalezing").click()
    page.get_by_text("is ter goedkeuring ingediend").wait_for()


def attach(page):
    page.get_by_role("button", name="Kies een document").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab", name="Uploaden").click()
    dialog.locator("[name$=title]").fill("Nota over het loket")
    dialog.locator("[name$=file]").set_input_files({"name": "nota.pdf", "mimeType": "application/pdf", "buffer": PDF})
    dialog.locator("[name$=language]").select_option("nl")
    dialog.locator("form[enctype] [type=submit]").last.click()
    dialog.wait_for(state="detached")


def approve(page, article):
    page.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    page.get_by_role("link", name="Een nieuw loket").first.wait_for()


def translate(page, article):
    """Begun and filled by the editor, who has no button to publish."""
    page.goto(f"{reverse('wagtail_localize:submit_page_translation', args=[article.pk])}?select_locale=fr")
    page.locator("main [type=submit]").click()
    page.get_by_text("Er staat een concept klaar").wait_for()
    editor = page.locator(".js-translation-editor")
    for words in FRENCH:
        editor.get_by_role("button", name="Vertaal", exact=True).first.click()
        editor.locator("textarea").fill(words)
        editor.get_by_role("button", name="Opslaan", exact=True).click()
        editor.get_by_text(words).first.wait_for()
    assert editor.get_by_role("button", name="Publiceer").count() == 0


def publish(page, draft):
    page.goto(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    page.locator("[name=action][value=publish]").first.click()
    page.get_by_text("gepubliceerd.").first.wait_for()


def article_in(language):
    return NewsPage.objects.get(title__in=("Een nieuw loket", FRENCH[0]), locale__language_code=language)


def test_an_article_with_a_document_reaches_readers_of_both_languages(site, writes, entered, page, assert_accessible):
    editor, moderator = entered("editor"), entered("moderator")
    write(editor)
    dutch = article_in("nl")
    assert not dutch.live
    approve(moderator, dutch)
    translate(editor, dutch)
    french = article_in("fr")
    assert not french.live
    publish(moderator, french)

    forget()
    for language, title, size in (("nl", "Een nieuw loket", "1 kB"), ("fr", FRENCH[0], "1 Ko")):
        page.goto(f"/{language}/")
        page.locator("main").get_by_role("link", name=title).click()
        assert page.locator("html").get_attribute("lang") == language
        assert f"PDF – {size}" in page.locator("main").inner_text().replace("\xa0", " ")
        assert_accessible(page)
        with page.expect_download() as saved:
            page.locator("main a[href*='/documents/']").click()
        assert saved.value.suggested_filename.endswith(".pdf")
        assert title in page.request.get(f"/{language}/feeds/news.rss").text()
