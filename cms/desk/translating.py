"""Pages translated side by side, by wagtail-localize; what it would do beyond that is not done here (decision 23).

It publishes what is submitted, copies missing parents and linked pages, and fills what is not translated with the
source's words. Here a translation begins as a draft of one page that exists nowhere else, and is published whole.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.views.edit_translation import FieldHasNoEditPanelError, TabHelper, get_segment_location_info

from directory.models import User

NAMED = 3  # places; the others are counted


def begin(page: Page, locale: Locale, *, by: User | None) -> Page:
    """A draft in `locale` beside its source. Refused with a sentence where it would have no place."""
    page = page.specific
    if page.get_translations().filter(locale=locale).exists():
        raise ValidationError(_("This page exists in %(language)s already.") % {"language": locale.get_display_name()})
    parent = page.get_parent()
    if not parent.get_translations(inclusive=True).filter(locale=locale).exists():
        raise ValidationError(
            _("First translate the page above it, “%(page)s”, into %(language)s.")
            % {"page": parent.title, "language": locale.get_display_name()}
        )
    source, _made = TranslationSource.update_or_create_from_instance(page)
    Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    draft, _made = source.create_or_update_translation(locale, user=by, publish=False, fallback=True)
    return draft


def into(page: Page) -> Translation | None:
    """The translation that fills this page, while one does."""
    found = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale, enabled=True)
    return found.select_related("source", "target_locale").first()


def untranslated(translation: Translation) -> list[StringSegment]:
    segments = translation.source.stringsegment_set.order_by("order").select_related("context")
    return list(segments.annotate_translation(translation.target_locale).filter(translation__isnull=True))


def places(translation: Translation, segments: list[StringSegment]) -> list[str]:
    """Where they stand in the form, as its labels say it, each place once."""
    page = translation.source.get_source_instance()
    tabs, found = TabHelper(page), {}
    for segment in segments:
        path = segment.context
        try:
            where = get_segment_location_info(page, tabs, path.path, path.get_field_path(page))
        except FieldHasNoEditPanelError:
            continue
        found[" – ".join(str(part) for part in (where["field"], where["subField"]) if part)] = True
    return list(found)


def why_not(translation: Translation) -> str:
    """Why this translation cannot be published: a page half in another language is a silent fallback. Empty: it can."""
    missing = untranslated(translation)
    if not missing:
        return ""
    named = places(translation, missing)[:NAMED]
    said = _("Not published: %(count)s texts are not translated yet") % {"count": len(missing)}
    return f"{said}: {', '.join(named)}." if named else f"{said}."
