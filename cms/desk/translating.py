"""Pages translated side by side, by wagtail-localize; what it would do beyond that is not done here (decision 23).

It publishes what is submitted, copies missing parents and linked pages, and fills what is not translated with the
source's words. Here a translation begins as a draft of one page that exists nowhere else, and is published whole.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.views.edit_translation import FieldHasNoEditPanelError, TabHelper, get_segment_location_info

from directory.models import User

NAMED = 3  # places; the others are counted
LETTER, SLUG = "[A-Za-zÀ-ÿ]", "slug"


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


def to_translate() -> QuerySet[StringSegment]:
    """What has words. Figures and phones stay as they are; the address of a page follows its title."""
    found: QuerySet[StringSegment] = StringSegment.objects.filter(string__data__regex=LETTER)
    return found.exclude(context__path=SLUG)


def untranslated(translation: Translation) -> list[StringSegment]:
    segments: Any = to_translate().filter(source=translation.source).order_by("order").select_related("context")
    return list(segments.annotate_translation(translation.target_locale).filter(translation__isnull=True))


def give_address(translation: Translation, *, by: User) -> None:
    """From the translated title, unless somebody wrote another: an address in another language says little."""
    texts = StringTranslation.objects.filter(locale=translation.target_locale, has_error=False)
    slug = translation.source.stringsegment_set.filter(context__path=SLUG).first()
    title = texts.filter(context__object=translation.source.object, context__path="title").first()
    if slug and title and not texts.filter(context=slug.context, translation_of=slug.string).exists():
        StringTranslation.objects.create(
            translation_of=slug.string,
            locale=translation.target_locale,
            context=slug.context,
            data=slugify(title.data) or slug.string.data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=by,
        )


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
    named = ", ".join(places(translation, missing)[:NAMED])
    said = ngettext(
        "Not published: one text is not translated yet (%(places)s).",
        "Not published: %(count)s texts are not translated yet (%(places)s…).",
        len(missing),
    )
    return said % {"count": len(missing), "places": named}
