"""Pictures and documents of the library, as pages show them."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.cms.pictures import document, picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "fr", "nl"),
    [
        (1, "PDF – 1 Ko", "PDF – 1 kB"),
        (815 * 1024 - 5, "PDF – 815 Ko", "PDF – 815 kB"),
        (1024 * 1024, "PDF – 1,0 Mo", "PDF – 1,0 MB"),
        (5 * 1024 * 1024 + 350_000, "PDF – 5,3 Mo", "PDF – 5,3 MB"),
    ],
)
def test_a_document_says_what_it_is_and_how_heavy(size, fr, nl):
    file = document()
    file.file_size = size

    assert file.kind_and_size.replace("\xa0", " ") == fr
    with translation.override("nl"):
        assert file.kind_and_size.replace("\xa0", " ") == nl


def test_its_title_is_read_in_its_language_when_it_has_one():
    assert document(language="nl").lang == "nl"
    assert document(language="mul").lang == ""


def test_a_picture_comes_in_small_formats_with_one_that_every_browser_reads():
    html = render_to_string("blocks/picture.html", {"image": picture(), "alt": "Une main tient un biberon"})

    assert 'type="image/avif"' in html
    assert 'type="image/webp"' in html
    assert ".jpg" in html.partition("<img")[2]
    assert 'alt="Une main tient un biberon"' in html
    assert 'loading="lazy"' in html
    assert 'width="480"' in html
    assert 'height="320"' in html
