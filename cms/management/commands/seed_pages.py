"""The first pages of the site, in three languages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site

from cms import content, models
from cms.memory import forget
from cms.models import HomePage, Resource
from directory.models import Bassin, Service

FIELDS = {"FaqPage": "questions", "GlossaryPage": "actors"}  # where a type of page keeps its text, if not in `body`


class Command(BaseCommand):
    help = "Creates the pages that are missing, in French, Dutch and English. What editors wrote is never touched."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also invented news, beside a demo network only")
        parser.add_argument("--remove", action="store_true", help="delete the invented news")

    def handle(self, *_args: Any, demo: bool = False, remove: bool = False, **_options: Any) -> None:
        if remove:
            self.stdout.write(f"{_remove_invented()} demo articles removed.")
            return
        entries = content.PAGES + (content.DEMO if demo and Service.objects.demo().exists() else ())
        made = sum(_seed_language(language, entries) for language in content.LANGUAGES)
        _point_site_to(HomePage.objects.get(translation_key=content.HOME.translation_key, locale__language_code="fr"))
        _remove_welcome_page()
        forget()
        self.stdout.write(f"Pages: {made} new." if made else "Pages: nothing missing.")


def _seed_language(language: str, entries: Sequence[content.Entry]) -> int:
    """First the places of all pages, then their texts, which link to one another; a run cut short is taken up again."""
    locale = Locale.objects.get_or_create(language_code=language)[0]
    home = _home(locale)
    spoken = [entry for entry in entries if language in entry.languages]
    pages: dict[str, Any] = {}
    for entry in spoken:
        pages[entry.name] = _page(entry, pages.get(entry.under, home), language)
    numbers = {name: page.pk for name, page in pages.items()}
    made = 0
    for entry in spoken:
        page = pages[entry.name]
        if _untouched(page):
            _write(page, entry, _filled(entry.draft(language).body, numbers))
            made += _publish(page)
    if _untouched(home):
        home.programme_id, home.for_her_id = numbers["programme"], numbers["pregnant"]
        made += _publish(home)
    return made


def _write(page: Any, entry: content.Entry, blocks: list[Any]) -> None:
    if entry.kind == "ResourcesPage":
        page.resources = [
            Resource(
                **row, sort_order=order, locale=page.locale, translation_key=uuid5(entry.translation_key, str(order))
            )
            for order, row in enumerate(blocks)
        ]
    elif entry.kind != "NewsIndexPage":
        setattr(page, FIELDS.get(entry.kind, "body"), json.dumps(blocks))
    if entry.kind == "NewsPage" and entry.bassin:
        page.bassins = Bassin.objects.filter(code=entry.bassin)


def _resource(row: dict[str, Any], order: int, page: Any, entry: content.Entry) -> Resource:
    """The same key in every language: they are translations of one another."""
    return Resource(
        **row, sort_order=order, locale=page.locale, translation_key=uuid5(entry.translation_key, str(order))
    )


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


def _page(entry: content.Entry, parent: Any, language: str) -> Any:
    """Recognised by key and language, wherever an editor moved it."""
    model: Any = getattr(models, entry.kind)
    known = model.objects.filter(translation_key=entry.translation_key, locale=parent.locale).first()
    if known:
        return known
    draft = entry.draft(language)
    page = model(
        title=draft.title,
        slug=find_available_slug(parent, draft.slug),
        menu_title=draft.menu_title,
        search_description=draft.description,
        introduction=draft.introduction,
        show_in_menus=entry.in_menu,
        live=False,
        locale=parent.locale,
        translation_key=entry.translation_key,
        **_facts(entry),
    )
    parent.add_child(instance=page)
    return page


def _facts(entry: content.Entry) -> dict[str, Any]:
    """What a page says in no language."""
    if entry.kind == "BassinPage":
        return {"bassin": Bassin.objects.get(code=entry.bassin)}
    if entry.kind == "NewsPage":
        return {"day": timezone.localdate() - timedelta(days=entry.days_ago), "is_demo": entry.demo}
    return {}


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


def _remove_invented() -> int:
    invented = list(models.NewsPage.objects.filter(is_demo=True))
    for page in invented:
        page.delete()
    forget()
    return len(invented)


def _remove_welcome_page() -> None:
    """Wagtail's own first page: a bare Page, which no editor can make."""
    for page in Page.objects.filter(depth=2, content_type__app_label="wagtailcore", content_type__model="page"):
        page.delete()
