"""Whatever is asked, there is an answer or a form error, by every door and on every engine; never a server error.

Django's test client raises what a site would answer with 500.
"""

import json

import pytest
from django.urls import reverse

from search.filters import PARAMETERS
from search.filters.fields import is_text
from tests.factories import ServiceFactory
from tests.search.world import HOSTILE

pytestmark = pytest.mark.django_db
API = "/api/v1/search"
TEXTS = (
    *HOSTILE,
    *("x" * 10_000, "sage-femme " * 1_000, "\x00", "sage\x00femme", "\ud800", "sage\udfff", "\U0010ffff", "\ufffe"),
    *("\u200f\u202esage\u202c", "\u2066femme\u2069", "\u200b", "\u2028", "\r\n\t", "🤰🏽" * 30, "a\u0301" * 90),
    *('"sage', "'sage", "\\", "\\'", "$$sage$$", "{{ 7*7 }}", "{% x %}", "<script>"),
    *("AND", "OR OR", "NOT sage", "NEAR(sage femme, 5)", "sage*", "^sage", "tokens:sage", "-sage", "sage -femme"),
    *("*:*", "_exists_:id", "/.*/", "[a TO z]", "sage~2", "sage^9", "(sage", "sage)", "+sage", "sa?e", "sage:*"),
    *("sage <-> femme", "'sage':A", "sage | !femme", "%", "_", "NULL"),
)
TOO_FAR = (*("0", "-1", "501", "1000000000", "9" * 4_000, "1e9", "1.5", "NaN", "inf", "٣", "\ud800", "after-", "1--"),)
DOORS = {
    "page": lambda client, asked: client.get(reverse("search:page"), asked),
    "page, posted": lambda client, asked: _followed(client, client.post(reverse("search:page"), asked)),
    "JSON": lambda client, asked: client.get(API, asked),
    "JSON, posted": lambda client, asked: client.post(API, json.dumps(asked), content_type="application/json"),
}


def _followed(client, answer):
    return client.get(answer["Location"]) if answer.status_code == 303 else answer


@pytest.fixture(params=DOORS)
def door(request, client):
    """Asks, and says whether it was answered or refused."""

    def ask(asked):
        if request.param != "JSON, posted":
            asked = {name: text.encode(errors="replace").decode() for name, text in asked.items()}  # browsers do
        status = DOORS[request.param](client, asked).status_code
        assert status in (200, 400, 414, 422), (status, asked)
        return status == 200

    return ask


def test_any_words_are_answered_or_refused(ask_engine, door):
    ServiceFactory(name_fr="Sage-femme à domicile")
    ask_engine()
    refused = {text for text in TEXTS if not door({"q": text})}

    assert refused >= {text for text in TEXTS if len(" ".join(text.replace("\0", " ").split())) > 200}
    assert refused <= {text for text in TEXTS if len(text) > 200 or not is_text(text)}


def test_no_page_is_too_far_to_be_refused(ask_engine, door):
    ServiceFactory()
    ask_engine()

    assert [page for page in TOO_FAR if door({"page": page})] == []
    assert door({"page": "500"})


def test_any_value_of_any_parameter_is_answered_or_refused(ask_engine, door):
    ServiceFactory()
    ask_engine()
    for name in PARAMETERS:
        answered = [door({"place": "1080", name: value}) for value in ("\x00", "\u202e1080", "a" * 10_000, '" OR *:*')]
        assert not all(answered), name
