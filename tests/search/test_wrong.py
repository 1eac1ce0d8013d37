"""What is wrong in a question, and pages beyond the last: said plainly, and nothing typed is lost."""

from html import unescape

import pytest
from django.utils import timezone

from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
URL = "/fr/annuaire/"


def body(answer):
    return unescape(answer.content.decode())


def problems(answer):
    return body(answer).partition('id="problems"')[2].partition("</ul>")[0]


def test_what_is_wrong_is_named_and_leads_to_its_field(client):
    answer = client.post(URL, {"q": "sage-femme", "place": "1080", "radius": "500", "language": ["ar", "tr"]})
    said = problems(answer)

    assert answer.status_code == 422
    assert '<a href="#radius">Distance</a>' in said
    assert "de 0,1 à 50" in said
    assert 'tabindex="-1" autofocus' in said


@pytest.mark.parametrize(("prefix", "low"), [("fr/annuaire", "0,1"), ("nl/gids", "0,1"), ("en/directory", "0.1")])
def test_numbers_are_written_as_the_reader_writes_them(client, prefix, low):
    assert low in problems(client.get(f"/{prefix}/", {"place": "1080", "radius": "500"}))


def test_everything_typed_is_still_there(client):
    typed = {"q": "x" * 300, "place": "Atlantis", "language": ["ar", "tr"], "has_room": "1", "sort": "name"}
    page = body(client.post(URL, typed))
    form = page.partition('id="ask"')[2].partition("</form>")[0]

    assert "x" * 300 in form
    assert 'value="Atlantis"' in form
    for name, value in (("language", "ar"), ("language", "tr"), ("has_room", "1"), ("sort", "name")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form


def test_beyond_the_last_page_is_the_last_page_and_it_is_said(client):
    for _n in range(23):
        ServiceFactory()
    page = body(client.get(URL, {"page": "18"}))

    assert page.count("<article") == 3
    assert "Il n’y a pas de page 18" in page
    assert "Page 2 sur 2" in page.replace("\xa0", " ")
    assert "Il n’y a pas de page" not in body(client.get(URL, {"page": "2"}))


def test_on_line_requests_are_asked_only_where_somebody_takes_them(client):
    ServiceFactory()
    assert 'name="accepts_requests"' not in body(client.get(URL))
    taking = {"mailbox": "a@b.example", "mailbox_verified_on": timezone.localdate(), "accepts_requests": True}
    ServiceFactory(**taking)

    assert 'type="checkbox" name="accepts_requests" value="1"' in body(client.get(URL))
    assert body(client.get(URL, {"accepts_requests": "1"})).count("<article") == 1
