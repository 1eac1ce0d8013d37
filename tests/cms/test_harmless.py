"""What editors write: headings in order, and nothing that acts on a reader's page."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText, expand_db_html

from cms.blocks import BodyBlock, LinkBlock
from cms.blocks.harmless import AddressBlock, ProseBlock, safe_address
from cms.blocks.words import FEATURES

EVENTS = {"title": "Prochaines rencontres", "series": "", "bassin": "nord", "most": 3}


def body(*blocks):
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


@pytest.mark.parametrize(
    ("blocks", "place"),
    [
        ([("text", "<h3>Petit</h3><p>…</p>")], 0),
        ([("text", "<p>…</p>"), ("steps", [{"title": "Un", "text": "<p>…</p>", "links": []}])], 1),
        ([("heading", "Grand"), ("text", "<h3><br/></h3><p>…</p>")], 1),
        ([("heading", "Grand"), ("text", "<h3> &nbsp;</h3><p>…</p>")], 1),
        ([("events", EVENTS), ("text", "<h3>Petit</h3><p>…</p>")], 1),
    ],
)
@pytest.mark.django_db
def test_a_heading_out_of_order_is_refused_where_it_stands(blocks, place):
    with pytest.raises(ValidationError) as refused:
        BodyBlock().clean(body(*blocks))

    assert list(refused.value.block_errors) == [place]


def test_headings_in_order_are_taken():
    blocks = [("text", "<p>Avant.</p>"), ("heading", "Grand"), ("text", "<h3>Petit</h3><p>Dessous.</p>")]

    assert BodyBlock().clean(body(*blocks))


def test_rich_text_is_clean_whichever_way_it_came():
    dirty = '<p>a<script>x()</script><img src=x onerror=x()><a href="JavaScript:x()">b</a></p>'
    clean = "<p>a<a>b</a></p>"

    block = ProseBlock()
    assert block.to_python(dirty).source == clean
    assert block.normalize(RichText(dirty)).source == clean
    assert block.value_from_form(dirty).source == clean
    assert body(("text", dirty))[0].value.source == clean


def test_the_links_of_wagtail_and_those_elsewhere_stay():
    kept = '<p><a linktype="page" id="3">p</a> <a linktype="document" id="4">d</a> <a href="tel:+3221234567">t</a></p>'

    assert ProseBlock().to_python(kept).source == kept
    assert expand_db_html('<a href="https://a.example/?b=1&amp;c=2">x</a>') == (
        '<a href="https://a.example/?b=1&amp;c=2" rel="noreferrer">x</a>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x()",
        "JAVASCRIPT:x()",
        " javascript:x()",
        "java\nscript:x()",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "file:///etc/passwd",
        "ftp://a.example",
        "\x01javascript:x()",
    ],
)
def test_an_address_that_acts_or_hides_where_it_leads_is_none(address):
    assert safe_address(address) == ""
    assert AddressBlock().to_python(address) == ""
    link = {"label": "x", "address": address}
    assert LinkBlock().to_python(link).href == ""


@pytest.mark.parametrize(
    "address", ["https://a.example", "http://a.example/x", "/fr/contact/", "#haut", "mailto:a@b.example"]
)
def test_an_honest_address_stays(address):
    assert safe_address(address) == address


def test_words_of_another_language_are_marked_in_the_editor_and_kept():
    marked = '<p data-block-key="a">Dit heet <span lang="fr">la mutuelle</span>.</p>'
    converter = ContentstateConverter(FEATURES)

    assert ProseBlock().to_python(marked).source == marked
    assert converter.to_database_format(converter.from_database_format(marked)) == marked
    assert ProseBlock().to_python('<span lang="x" class="y" onclick="z">a</span>').source == "<span>a</span>"
