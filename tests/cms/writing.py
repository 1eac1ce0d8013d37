"""How tests write pages as an editor would."""

import json
from datetime import date

from cms.models import InformationPage, NewsPage
from directory.models import Bassin
from tests.cms.reading import home, page


def article(title="Une nouvelle", language="fr", day=date(2026, 10, 1), bassins=(), body=(), **values):
    one = NewsPage(title=title, day=day, locale=home(language).locale, body=json.dumps(list(body)), **values)
    page("news", language).add_child(instance=one)
    one.bassins = Bassin.objects.filter(code__in=bassins)
    one.save_revision().publish()
    return one


def text_page(*blocks, title="Un texte", language="fr"):
    """A published page of information with these blocks: pairs of kind and value."""
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    one = InformationPage(title=title, locale=home(language).locale, body=body)
    home(language).add_child(instance=one)
    one.save_revision().publish()
    return one
