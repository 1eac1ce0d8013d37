"""Every block that an editor may choose, on one page: on a desk, on a phone, by day and by night."""

from uuid import uuid4

import pytest

from tests.browser.test_every_page import PHONE, WIDER, read_on_a_phone
from tests.cms.pictures import document, picture
from tests.cms.reading import address
from tests.cms.writing import text_page

pytestmark = pytest.mark.browser


def items(*values):
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def blocks():
    photo = picture(credit="Lou Peeters").pk
    person = {"name": "Ana Peeters", "role": "Coordination du bassin", "phone": "+3225294120", "photo": photo}
    asked = {"title": "Qui dépiste ?", "shape": "list", "most": 2, "prestation": "screening"}
    video = {"title": "Le bassin", "minutes": 3, "address": "https://video.example/1", "language": "nl"}
    question = {"question": "Et si c’est complet ?", "answer": "<p>Appelez l’équipe.</p>"}
    return [
        ("heading", "Tous les blocs"),
        ("text", "<p>Un texte <b>court</b>.</p>"),
        ("callout", {"kind": "information", "title": "Bon à savoir", "text": "<p>Oui.</p>"}),
        ("steps", items({"title": "Appeler", "text": "<p>D’abord.</p>", "links": []})),
        ("figures", items({"value": "5", "label": "bassins"})),
        ("accordion", items(question)),
        ("people", items(person | {"mail": "une.adresse.plutot.longue@maillage.example"})),
        ("picture", {"picture": photo, "alt": "Deux mains", "caption": "À l’accueil"}),
        ("quote", {"words": "On se parle enfin.", "who": "Ana", "role": "sage-femme"}),
        ("documents", items({"title": "La note", "file": document(language="nl").pk}, {"title": "À venir"})),
        ("video", video),
        ("directory", asked),
        ("directory", asked | {"title": "Près de chez elle ?", "shape": "near"}),
        ("events", {"title": "Rencontres", "series": "", "bassin": "", "most": 2}),
        *((kind, None) for kind in ("help_lines", "prestations", "scenarios", "indicators", "bassins")),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_block_has_no_barrier_and_fits_a_phone(new_context, writes, scheme, assert_accessible, assert_silent):
    page = new_context(color_scheme=scheme).new_page()
    page.goto(address(text_page(*blocks())))

    assert page.locator(".page-body > div").count() == len(blocks())
    assert_accessible(page)
    assert_silent(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate(WIDER) == []
    read_on_a_phone(page, assert_accessible)
