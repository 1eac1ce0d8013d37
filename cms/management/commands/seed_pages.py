"""The first pages of the site, in three languages."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from cms import content
from cms.memory import forget
from cms.models import HomePage, InformationPage


class Command(BaseCommand):
    help = "Creates the pages that are missing, in French, Dutch and English. What editors wrote is never touched."

    def handle(self, *_args: Any, **_options: Any) -> None:
        made = sum(_seed_language(language) for language in content.LANGUAGES)
        _point_site_to(HomePage.objects.get(translation_key=content.HOME.translation_key, locale__language_code="fr"))
        _remove_welcome_page()
        forget()
        self.stdout.write(f"Pages: {made} new." if made else "Pages: nothing missing.")


def _seed_language(language: str) -> int:
    """First the places of all pages, then their texts, which link to one another; a run cut short is taken up again."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    home = _home(locale)
    pages = {entry.name: _page(entry, home) for entry in content.PAGES}
    numbers = {name: page.pk for name, page in pages.items()}
    made = 0
    for entry in content.PAGES:
        page = pages[entry.name]
        if _untouched(page):
            page.body = json.dumps(_filled(entry.draft(language).body, numbers))
            made += _publish(page)
    if _untouched(home):
        home.programme_id, home.for_her_id = numbers["programme"], numbers["pregnant"]
        made += _publish(home)
    return made


def _untouched(page: Page) -> bool:
    """Placed by this command and not yet written: whatever an editor saved has a revision."""
    return page.latest_revision_id is None


def _publish(page: Page) -> int:
    with transaction.atomic():
        page.save_revision().publish()
    return 1


def _home(locale: Locale) -> HomePage:
    home: HomePage | None = HomePage.objects.filter(translation_key=content.HOME.translation_key, locale=locale).first()
    if home:
        return home
    draft = content.home(locale.language_code)
    root = Page.get_first_root_node()
    home = HomePage(
        title=draft.title,
        slug=find_available_slug(root, draft.slug),
        seo_title=draft.seo_title,
        search_description=draft.description,
        headline=draft.headline,
        introduction=draft.introduction,
        live=False,
        locale=locale,
        translation_key=content.HOME.translation_key,
    )
    root.add_child(instance=home)
    return home


def _page(entry: content.Entry, home: HomePage) -> InformationPage:
    """Recognised by key and language, wherever an editor moved it."""
    known = InformationPage.objects.filter(translation_key=entry.translation_key, locale=home.locale)
    page: InformationPage | None = known.first()
    if page:
        return page
    draft = entry.draft(home.language)
    page = InformationPage(
        title=draft.title,
        slug=find_available_slug(home, draft.slug),
        menu_title=draft.menu_title,
        search_description=draft.description,
        introduction=draft.introduction,
        show_in_menus=entry.in_menu,
        live=False,
        locale=home.locale,
        translation_key=entry.translation_key,
    )
    home.add_child(instance=page)
    return page


def _filled(value: Any, numbers: dict[str, int]) -> Any:
    """Names of pages become their numbers, and the operator's mail address takes its place."""
    if isinstance(value, dict):
        return {key: numbers[item] if key == "page" and item else _filled(item, numbers) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, numbers) for item in value]
    return value.replace("{contact_mail}", settings.CONTACT_MAIL) if isinstance(value, str) else value


def _point_site_to(home: HomePage) -> None:
    """The site starts at the French home; Wagtail finds the other languages by their key."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and isinstance(site.root_page.specific, HomePage):
        return
    site = site or Site(is_default_site=True)
    address = urlsplit(settings.SITE_ADDRESS)
    site.hostname = settings.PUBLIC_HOST or address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name, site.root_page = settings.WAGTAIL_SITE_NAME, home
    site.save()


def _remove_welcome_page() -> None:
    """Wagtail's own first page: a bare Page, which no editor can make."""
    for page in Page.objects.filter(depth=2, content_type__app_label="wagtailcore", content_type__model="page"):
        page.delete()
