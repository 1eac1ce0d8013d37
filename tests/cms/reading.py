"""How tests find a page of the seed and read what it shows."""

import re
from html import unescape

from django.utils import translation

from cms import content
from cms.models import HomePage, InformationPage

LANGUAGES = ("fr", "nl", "en")


def home(language):
    return HomePage.objects.get(locale__language_code=language)


def page(name, language):
    entry = next(entry for entry in content.PAGES if entry.name == name)
    return InformationPage.objects.get(translation_key=entry.translation_key, locale__language_code=language)


def address(of):
    with translation.override(of.locale.language_code):
        return of.url


def read(client, of):
    answer = client.get(address(of))
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    """What a reader sees of the main part."""
    main = re.search(r"<main.*?</main>", html, re.S)[0]
    return unescape(re.sub(r"<[^>]+>", " ", main)).lower()


def written(one):
    """The words somebody wrote, each between angle brackets."""
    return "".join(f"<{text}>" for text in _strings(one.body.get_prep_value()))


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in {"id", "type", "tool", "kind", "language"}:
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
