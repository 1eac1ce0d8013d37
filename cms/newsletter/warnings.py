"""What an editor should know before an issue leaves: above all what one language says and another does not."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models import Issue
from cms.newsletter import composing
from cms.newsletter.issuing import audience, unwritten

NAMED = 4  # titles; the others are counted


def warnings(issue: Issue) -> list[str]:
    """Sentences, the gravest first; none: the languages say the same."""
    return [*_subjects(issue), *_introductions(issue), *_items(issue)]


def named(language: str) -> str:
    return {"fr": _("French"), "nl": _("Dutch"), "en": _("English")}[language]


def _subjects(issue: Issue) -> list[str]:
    found = [
        _("%(language)s: without a subject this issue cannot leave.") % {"language": named(language)}
        for language in unwritten(issue)
    ]
    readers = audience()["en"]
    if readers and not issue.subject_in("en"):
        found.append(
            ngettext(
                "English: without a subject %(count)d reader gets nothing.",
                "English: without a subject %(count)d readers get nothing.",
                readers,
            )
            % {"count": readers}
        )
    return found


def _introductions(issue: Issue) -> list[str]:
    languages = issue.languages
    written = [language for language in languages if issue.introduction_in(language).strip()]
    return [
        _("%(language)s: the introduction is missing.") % {"language": named(language)}
        for language in languages
        if written and language not in written
    ]


def _items(issue: Issue) -> list[str]:
    """By language: which of the chosen articles and events its readers do not get."""
    held = set(composing.held(issue))
    chosen = [one for one in composing.candidates(issue) if one.key in held]
    found = []
    for language, _name in settings.LANGUAGES:
        if language == "en" and not issue.subject_in("en"):
            continue
        titles = [_("“%(title)s”") % {"title": one.title} for one in chosen if language not in one.languages]
        if titles:
            more = len(titles) - NAMED
            named_ones = ", ".join(titles[:NAMED]) + (f" (+ {more})" if more > 0 else "")
            said = {"language": named(language), "titles": named_ones}
            found.append(_("%(language)s: not translated, so left out: %(titles)s.") % said)
    return found
