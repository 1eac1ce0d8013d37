"""The report on what is read: titles of today, sums of a month and a year."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import DailyCount
from directory.permissions import DIRECTORY, EDITOR
from tests.cms.pictures import document
from tests.cms.reading import page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def seen(what, language, days_ago, count):
    DailyCount.objects.create(
        day=timezone.localdate() - timedelta(days=days_ago), what=what, language=language, count=count
    )


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(groups=[EDITOR]))
    return client


def rows(client):
    answer = client.get(reverse("visits"), {"export": "csv"})
    return [line.split(",") for line in b"".join(answer.streaming_content).decode().splitlines()[1:]]


def test_pages_documents_and_parts_of_the_site_are_summed(editor):
    programme, file = page("programme", "fr"), document(title="Le plan")
    for days, count in ((0, 3), (40, 4), (400, 100)):
        seen(f"page:{programme.translation_key}", "fr", days, count)
    seen(f"file:{file.pk}", "fr", 1, 2)
    seen("view:search:page", "nl", 1, 9)
    seen("page:7d0e1f0a-0000-4000-8000-000000000000", "fr", 1, 1)

    found = {row[0]: (row[2], row[3], row[4]) for row in rows(editor)}
    assert found[programme.title] == ("fr", "3", "7")
    assert found["Le plan"] == ("fr", "2", "2")
    assert found["Trouver un service"] == ("nl", "9", "9")
    assert found["(supprimé)"] == ("fr", "1", "1")


def test_no_title_is_a_formula_in_a_spreadsheet(editor):
    file = document(title="=1+1")
    seen(f"file:{file.pk}", "fr", 1, 2)

    assert [row[0] for row in rows(editor)] == ["'=1+1"]


def test_it_is_read_on_screen_too(editor):
    seen("view:search:page", "nl", 1, 9)
    answer = editor.get(reverse("visits"))

    assert answer.status_code == 200
    assert "Trouver un service" in answer.content.decode()


def test_who_edits_no_page_does_not_see_it(client):
    client.force_login(UserFactory(groups=[DIRECTORY]))

    assert client.get(reverse("visits")).status_code in {302, 403}
