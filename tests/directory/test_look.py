"""The small pieces every page prints: languages, telephone numbers, ages."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from directory.templatetags.look import ago, icon, local, on_day, phone, tel
from directory.text import LocalText


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+3225294120", "02 529 41 20"),
        ("+32475123456", "0475 12 34 56"),
        ("+3280030030", "0800 30 030"),
        ("+33142345678", "+33 1 42 34 56 78"),
        ("112", "112"),
        ("no number", "no number"),
    ],
)
def test_a_number_is_shown_the_belgian_way(number, shown):
    assert phone(number) == shown


@pytest.mark.parametrize(
    ("number", "address"), [("+3225294120", "tel:+3225294120"), ("116 000", "tel:116000"), ("112", "tel:112")]
)
def test_every_number_can_be_called(number, address):
    assert tel(number) == address


def test_a_text_of_another_language_says_so_and_is_escaped():
    with translation.override("fr"):
        assert local(LocalText("Vroedvrouw <b>", "nl")) == '<span lang="nl">Vroedvrouw &lt;b&gt;</span>'
        assert local(LocalText("Sage-femme", "fr")) == "Sage-femme"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "aujourd’hui"), (1, "hier"), (4, "il y a 4 jours"), (75, "il y a 2 mois"), (800, "il y a 2 ans")],
)
def test_an_age_is_said_in_words(days, words):
    with translation.override("fr"):
        assert ago(timezone.localdate() - timedelta(days=days)) == words


def test_an_icon_is_hidden_from_readers():
    assert 'aria-hidden="true"' in icon("phone")
    assert icon("phone").endswith('icons.svg#phone"/></svg>')


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", (2026, 12, 1), "mardi 1er décembre 2026"),
        ("fr", (2026, 12, 11), "vendredi 11 décembre 2026"),
        ("fr", (2021, 11, 21), "dimanche 21 novembre 2021"),
        ("nl", (2026, 12, 1), "dinsdag 1 december 2026"),
        ("en", (2026, 12, 1), "Tuesday 1 December 2026"),
    ],
)
def test_a_day_is_said_as_people_say_it(language, day, said):
    with translation.override(language):
        assert on_day(datetime(*day, 12, tzinfo=timezone.get_current_timezone())) == said
