"""How tests find a page of the seed and read what it shows."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page

from cms import content, memory
from cms.models import HomePage

LANGUAGES = ("fr", "nl", "en")


def home(language):
    return HomePage.objects.get(locale__language_code=language)


def page(name, language):
    entry = next(entry for entry in content.PAGES if entry.name == name)
    return Page.objects.get(translation_key=entry.translation_key, locale__language_code=language).specific


def text_of(one):
    """The blocks of a page, whatever its type calls them."""
    return next((getattr(one, name) for name in ("body", "questions", "actors") if hasattr(one, name)), None)


def address(of):
    with translation.override(of.locale.language_code):
        return of.url


def read(client, of):
    answer = client.get(address(of))
    assert answer.status_code == 200
    return answer.content.decode()


def questions(client, path):
    """How many queries a page costs that is made anew, in a process that knows the rest."""
    memory.forget()
    client.get(path)
    memory.forget()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def words(html):
    """What a reader sees of the main part."""
    main = re.search(r"<main.*?</main>", html, re.S)[0]
    return unescape(re.sub(r"<[^>]+>", " ", main)).lower()


def written(one):
    """The words somebody wrote, each between angle brackets."""
    told = text_of(one)
    values = (
        told.get_prep_value() if told else [row.note for row in getattr(one, "resources", Page.objects.none()).all()]
    )
    return "".join(f"<{text}>" for text in _strings(values))


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in {"id", "type", "tool", "kind", "language", "category", "name", "abbreviation"}:
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
