"""One-time codes of mails: six digits, once, for a few minutes, and few guesses."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.utils import timezone

from directory import links
from directory.jobs import Sender
from directory.models import OneTimeCode

pytestmark = pytest.mark.django_db


def mint(about="7", minutes=15):
    return links.mint_code("mailbox", about, minutes=minutes)


def wrong(*codes):
    """Six digits that are none of these."""
    return next(text for text in (f"{number:06}" for number in range(10)) if text not in codes)


def test_a_code_serves_once():
    code = mint()

    assert (len(code), code.isdigit()) == (6, True)
    assert links.check_code("mailbox", "7", code)
    assert not links.check_code("mailbox", "7", code)


def test_a_code_may_be_typed_with_spaces():
    code = mint()

    assert links.check_code("mailbox", "7", f" {code[:3]} {code[3:]}\n")


def test_a_code_is_of_one_purpose_and_of_one_thing():
    code = mint()

    assert not links.check_code("mailbox", "8", code)
    assert not links.check_code("other", "7", code)
    assert links.check_code("mailbox", "7", code)


def test_after_five_wrong_codes_the_right_one_is_not_heard():
    code = mint()
    for _guess in range(5):
        assert not links.check_code("mailbox", "7", wrong(code))

    assert not links.check_code("mailbox", "7", code)
    assert links.check_code("mailbox", "7", mint())


def test_four_wrong_codes_are_forgiven():
    code = mint()
    for guess in ("", "12", "é" * 3, wrong(code)):
        assert not links.check_code("mailbox", "7", guess)

    assert links.check_code("mailbox", "7", code)


def test_a_code_lives_for_its_minutes():
    code = mint(minutes=15)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert not links.check_code("mailbox", "7", code)
        assert OneTimeCode.objects.exists()

        Sender().nightly()
        assert not OneTimeCode.objects.exists()


def test_the_last_two_codes_are_valid_and_one_of_them_uses_up_both(monkeypatch):
    drawn = iter([111111, 222222, 333333])
    monkeypatch.setattr(links.secrets, "randbelow", lambda _limit: next(drawn))
    first, second, third = mint(), mint(), mint()

    assert not links.check_code("mailbox", "7", first)
    assert links.check_code("mailbox", "7", second)
    assert not links.check_code("mailbox", "7", third)


def test_small_numbers_keep_their_zeros(monkeypatch):
    monkeypatch.setattr(links.secrets, "randbelow", lambda _limit: 42)

    assert mint() == "000042"


def test_what_is_kept_tells_no_code():
    code = mint()
    (row,) = OneTimeCode.objects.values()

    assert code not in str(row)
    assert row["digest"] not in {sha256(text.encode()).hexdigest() for text in (code, f"mailbox\n7\n{code}")}


def test_burning_what_is_about_it_burns_its_codes():
    code, other = mint(), mint("8")
    links.burn("mailbox", "7")

    assert not links.check_code("mailbox", "7", code)
    assert links.check_code("mailbox", "8", other)
