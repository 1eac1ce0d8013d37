"""Every page is read in one language, says so of whatever is in another, and never stands in for another's."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from wagtail.models import Page

from cms.models import EventPage, EventsPage
from cms.models.pages import HomePage, SpokenPage
from tests.cms.meeting import make_meeting
from tests.cms.reading_news import make_news

pytestmark = pytest.mark.django_db
# Little words that the others have not.
WORDS = {
    "fr": {"le", "les", "des", "une", "est", "pour", "dans", "avec", "vous", "sur", "qui", "aux", "ou", "et", "du"},
    "nl": {"het", "een", "van", "voor", "met", "niet", "zijn", "naar", "bij", "wordt", "ook", "deze", "wie"},
    "en": {"the", "and", "with", "for", "you", "who", "this", "are", "from", "by", "which", "when", "your", "of"},
}
LONG = 5  # words: shorter pieces are names
SILENT = {"script", "style", "svg", "option"}
VOID = {"meta", "link", "br", "img", "input", "hr", "source", "path", "use", "circle", "rect", "polygon", "line"}


class Reader(HTMLParser):
    """Pieces of text, each with the language that a screen reader would speak it in."""

    def __init__(self):
        super().__init__()
        self.open, self.pieces = [("", "")], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag):
        if any(name == tag for name, _lang in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if not any(name in SILENT for name, _lang in self.open) and len(data.split()) >= LONG:
            self.pieces.append((self.open[-1][1], " ".join(data.split())))


def foreign(html):
    """Pieces that are clearly in another language than the one they say."""
    reader = Reader()
    reader.feed(html)
    for said, text in reader.pieces:
        found = re.findall(r"[a-zà-ÿ]+", text.lower())
        scores = {language: sum(word in words for word in found) for language, words in WORDS.items()}
        heard = max(scores, key=scores.get)
        if said in scores and heard != said and scores[heard] >= 3 > 2 * scores[said]:
            yield said, heard, text[:100]


def test_a_piece_that_does_not_say_its_language_is_heard():
    said = "<p>Het is een blad voor wie het niet van horen zeggen heeft</p>"
    wrong = f'<html lang="fr">{said}<div lang="nl">{said}</div>'

    assert [(said, heard) for said, heard, _text in foreign(wrong)] == [("fr", "nl")]


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_no_page_of_the_seed_speaks_another_language_without_saying_so(client, language):
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    assert pages.count() > 10

    wrong = {}
    for page in pages:
        html = client.get(page.url).content.decode()
        assert f'<html lang="{language}"' in html
        if found := list(foreign(html)):
            wrong[page.url] = found
    assert wrong == {}


def one_of_each_type():
    """A published page of every type, in French, that has a Dutch version too."""
    make_news("fr", "nl")
    make_meeting()
    for model in (EventsPage, EventPage):  # the test's own were made apart
        french, dutch = (model.objects.filter(locale__language_code=one).last() for one in ("fr", "nl"))
        Page.objects.filter(pk=dutch.pk).update(translation_key=french.translation_key)
    for model in apps.get_models():
        if issubclass(model, SpokenPage) and model is not HomePage:
            pages = model.objects.live().filter(locale__language_code="fr")
            dutch = Page.objects.live().filter(locale__language_code="nl").values("translation_key")
            yield pages.filter(translation_key__in=dutch).last() or pytest.fail(f"no {model.__name__} in both")


def test_whatever_its_type_a_page_names_its_other_language_and_never_stands_in_for_it(client):
    for page in one_of_each_type():
        dutch = page.get_translations().get(locale__language_code="nl")
        html = client.get(page.url).content.decode()
        assert re.search(rf'hreflang="nl" href="[^"]*{re.escape(dutch.url)}"', html), page.url

        Page.objects.filter(pk=dutch.pk).update(live=False)
        missing = client.get(dutch.url)
        said = missing.content.decode()
        assert missing.status_code == 404, dutch.url
        assert '<html lang="nl"' in said
        assert page.url in said, page.url
        assert page.introduction not in said or not page.introduction
