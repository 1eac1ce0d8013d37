"""What is proposed while somebody types."""

import pytest
from django.urls import reverse

from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def suggested(client, text, field="q"):
    return client.post(reverse("search:suggest"), {"text": text, "field": field}).json()["suggestions"]


def test_words_are_finished(client):
    assert any("sage-femme" in text.lower() for text in suggested(client, "sage"))


def test_places_are_found_by_any_of_their_words(client):
    assert "Molenbeek-Saint-Jean" in suggested(client, "molen", "place")
    assert "Saint-Gilles" in suggested(client, "gilles", "place")
    assert any(text.startswith("1080") for text in suggested(client, "108", "place"))


@pytest.mark.parametrize("text", ["viol", "violen", "avort", "drog", "mutil", "excis", "dépres"])
def test_nothing_sensitive_is_proposed(client, text):
    ServiceFactory(name_fr="Violences conjugales", description_fr="avortement drogues mutilations excision dépression")

    assert suggested(client, text) == []


@pytest.mark.parametrize("text", ["", "a", "\0", "%", "'" * 500, "🙂🙂", " "])
def test_no_text_breaks_it(client, text):
    assert isinstance(suggested(client, text), list)
    assert isinstance(suggested(client, text, "place"), list)


def test_what_is_typed_is_posted_and_kept_by_nobody(client):
    address = reverse("search:suggest")

    assert client.get(address, {"text": "sage"}).status_code == 405
    assert "no-store" in client.post(address, {"text": "sage"})["Cache-Control"]
