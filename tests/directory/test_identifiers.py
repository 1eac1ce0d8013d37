"""What people type is put in its stored form or refused with a reason; nothing typed can break it."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from directory import identifiers as ids


@pytest.mark.parametrize(
    "typed",
    [
        *("0212347945", "BE0212347945", "BE 0212.347.945", "be0212.347.945"),
        *("(0)212347945", "212.347.945", " 0212 347 945 ", "0212\u00a0347\u00a0945"),
    ],
)
def test_an_enterprise_number_is_ten_digits_however_it_is_typed(typed):
    assert ids.enterprise_number(typed) == "0212347945"


@pytest.mark.parametrize(
    "typed", ["", "abc", "0212347946", "2147812701", "0212 347 94", "FR0212347945", "９" * 10, "9" * 10_000]
)
def test_what_is_no_enterprise_number_is_refused(typed):
    with pytest.raises(ValidationError):
        ids.enterprise_number(typed)


def test_a_wrong_check_digit_is_named_as_the_reason():
    with pytest.raises(ValidationError, match=r"0212347946|chiffre|check"):
        ids.enterprise_number("0212347946")


@given(st.integers(0, 19_999_999))
def test_every_number_with_right_check_digits_reads_back_from_what_is_shown(base):
    number = f"{base:08d}{97 - base % 97:02d}"
    if base:
        assert ids.enterprise_number(ids.show_enterprise_number(number)) == number


def test_an_enterprise_number_is_shown_with_dots():
    assert ids.show_enterprise_number("0212347945") == "0212.347.945"


def test_an_establishment_unit_has_the_same_check_and_another_first_digit():
    assert ids.establishment_unit("2.147.812.701") == "2147812701"
    for wrong in ("2147812702", "0212347945", "x"):
        with pytest.raises(ValidationError):
            ids.establishment_unit(wrong)


@pytest.mark.parametrize("modulus", [97, 89, 83, 79])
def test_an_inami_number_of_any_modulus_in_use_raises_no_warning(modulus):
    base = 412345
    assert ids.inami_warning(f"{base}{modulus - base % modulus:02d}001") == ""
    assert ids.inami_warning(f"4-12345-{modulus - base % modulus:02d}-001") == ""


@pytest.mark.parametrize("typed", ["123", "abc", "41234500001", ""])
def test_a_doubtful_inami_number_warns_and_never_blocks(typed):
    assert ids.inami_warning(typed)


@pytest.mark.parametrize("text", ["85.07.30-033.28", "elle a le 85073003328.", "NISS 850730 033 28"])
def test_a_national_number_is_seen_in_any_text_and_refused(text):
    assert ids.holds_national_number(text)
    with pytest.raises(ValidationError):
        ids.refuse_national_number(text)


@pytest.mark.parametrize("text", ["02 529 41 20", "0212.347.945", "85.07.30-033.29", "le 30/07/1985", ""])
def test_other_numbers_are_not_taken_for_a_national_number(text):
    assert not ids.holds_national_number(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("02/435.51.38", ("phone", "+3224355138")),
        ("0800 30 030", ("phone", "+3280030030")),
        ("0470 12 34 56", ("phone", "+32470123456")),
        ("070 245 245", ("phone", "+3270245245")),
        ("+32 (0)2 529 41 20", ("phone", "+3225294120")),
        ("0032 2 529 41 20", ("phone", "+3225294120")),
        ("+33 1 42 68 53 00", ("phone", "+33142685300")),
        ("02 000 00 14", ("phone", "+3220000014")),  # the demo's
        ("02 111 22 33", ("phone", "+3221112233")),
        ("112", ("short", "112")),
        ("1712", ("short", "1712")),
        ("116 000", ("short", "116000")),
    ],
)
def test_phones_are_stored_as_e164_and_short_numbers_apart(typed, stored):
    assert ids.phone_or_short(typed) == stored


@pytest.mark.parametrize("typed", ["", "abc", "02 529", "04", "12", "9" * 10_000, "+", "02 529 41 20 poste 12"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(ValidationError):
        ids.phone_or_short(typed)


@pytest.mark.parametrize("typed", ["3.2E+10", "3,22529E10", "3.2e+10"])
def test_a_phone_ruined_by_a_spreadsheet_is_refused_as_such(typed):
    with pytest.raises(ValidationError) as refusal:
        ids.phone_or_short(typed)
    assert typed in refusal.value.messages[0]
    assert refusal.value.messages[0] != _refusal_of("abc")


def _refusal_of(typed):
    with pytest.raises(ValidationError) as refusal:
        ids.phone_or_short(typed)
    return refusal.value.messages[0].replace(typed, "3.2E+10")


def test_a_short_number_is_no_phone():
    with pytest.raises(ValidationError):
        ids.phone("112")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+3225294120", "02 529 41 20"),
        ("+3280030030", "0800 30 030"),
        ("112", "112"),
        ("+33142685300", "+33 1 42 68 53 00"),
    ],
)
def test_a_phone_is_shown_the_belgian_way(stored, shown):
    assert ids.show_phone(stored) == shown


def test_a_mail_address_loses_its_prefix_and_its_capitals_after_the_at():
    assert ids.mail(" mailto:Ana.B@EXAMPLE.org ") == "Ana.B@example.org"


@pytest.mark.parametrize("typed", ["", "x@y", "@", "a@b.c\nBcc: d@e.f", "a b@c.de"])
def test_what_is_no_mail_address_is_refused(typed):
    with pytest.raises(ValidationError):
        ids.mail(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.example.org", "https://www.example.org"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("//example.org", "https://example.org"),
        ("HTTP://Example.org/A?b=C", "http://example.org/A?b=C"),
    ],
)
def test_a_web_address_gets_https_where_nothing_is_written(typed, stored):
    assert ids.web(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt://x.be/%0aalert(1)",
            "data:text/html,x",
            "ftp://x.be",
            "file:///etc/passwd",
        ),
        *("https://name:secret@x.be", "http://[::1", "not an address", "", "https://" + "a" * 400 + ".be"),
    ],
)
def test_a_dangerous_or_wrong_web_address_is_refused(typed):
    with pytest.raises(ValidationError):
        ids.web(typed)


@given(
    st.text(max_size=80), st.sampled_from([ids.enterprise_number, ids.establishment_unit, ids.phone, ids.mail, ids.web])
)
def test_any_text_is_either_refused_or_stable(text, read):
    try:
        stored = read(text)
    except ValidationError:
        return
    assert read(stored) == stored


@given(st.text(max_size=200))
def test_no_text_breaks_the_checks_that_only_warn(text):
    ids.inami_warning(text)
    ids.holds_national_number(text)
    ids.show_phone(text)
