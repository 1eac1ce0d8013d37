"""Numbers and addresses people type: checked, put in the one form that is stored, or refused with a reason. Pure."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _  # read only when something is refused: imports check millions
from stdnum.be import bis, nn, vat

LONGEST = 300  # what a contact point keeps; longer is not looked at: checksums of huge integers are slow
INAMI_MODULI = (97, 89, 83, 79)
# A spreadsheet's way of ruining a number: 3.2E+10, 3,22E10.
SCIENTIFIC = re.compile(r"^\+?\d+([.,]\d+)?[eE]\+?\d+$")
NATIONAL_NUMBER = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]?\d{3}[ .]?\d{2}(?!\d)")
SEPARATORS = re.compile(r"[\s./()\-\u2010-\u2015\u00a0]+")
# The usual web address, written as it is stored: a quick yes before the full check, which costs ten times as much.
PLAIN_WEB = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:/[a-zA-Z0-9_./~%+-]*)?")
SHOWN = 60


def _refuse(message: str | Promise, value: str) -> ValidationError:
    return ValidationError(str(message) % {"value": value.strip()[:SHOWN]})


def _short_enough(value: str, message: str | Promise) -> str:
    if len(value) > LONGEST:
        raise _refuse(message, value)
    return value.strip()


def _digits(value: str) -> str:
    """The ASCII digits of a number once its usual separators are gone; empty when anything else is in it."""
    bare = SEPARATORS.sub("", value)
    return bare if bare.isascii() and bare.isdigit() else ""


def _holds_mod_97(digits: str) -> bool:
    return (int(digits[:8]) + int(digits[8:])) % 97 == 0


def enterprise_number(value: str) -> str:
    """Ten digits (0212347945). Accepts BE, dots, brackets and the old nine digits."""
    message = _("“%(value)s” is not an enterprise number: expected 10 digits such as 0212.347.945.")
    text = _short_enough(value, message)
    digits = _digits(re.sub(r"^BE", "", text, flags=re.IGNORECASE))
    digits = f"0{digits}" if len(digits) == 9 else digits
    if not re.fullmatch(r"[01]\d{9}", digits):
        raise _refuse(message, value)
    if not vat.is_valid(digits):
        raise _refuse(
            _("“%(value)s” is not an enterprise number: its check digits are wrong. Is a digit missing or swapped?"),
            value,
        )
    return digits


def show_enterprise_number(digits: str) -> str:
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == 10 else digits


def establishment_unit(value: str) -> str:
    """Ten digits (2147812701), the first 2 to 8, same check as enterprise numbers; python-stdnum lacks them."""
    message = _("“%(value)s” is not an establishment number: expected 10 digits such as 2.147.812.701.")
    digits = _digits(_short_enough(value, message))
    if not re.fullmatch(r"[2-8]\d{9}", digits) or not _holds_mod_97(digits):
        raise _refuse(message, value)
    return digits


def inami_number(value: str) -> str:
    """Its digits alone. How many they are, and whether they check, is `inami_warning`'s to say."""
    message = _("“%(value)s” is not an INAMI number: expected 11 digits (8 for an institution).")
    digits = _digits(_short_enough(value, message))
    if not re.fullmatch(r"[0-9]{1,11}", digits):
        raise _refuse(message, value)
    return digits


def inami_warning(value: str) -> str:
    """What looks wrong about an INAMI/RIZIV number; empty when nothing does. Never a reason to refuse it."""
    digits = _digits(value[:LONGEST])
    if len(digits) not in {8, 11}:
        return str(_("An INAMI number usually has 11 digits (8 for an institution): please check it."))
    if len(digits) == 8:
        base, check = int(digits[:6]), int(digits[6:])
    else:
        base, check = int(digits[:6]), int(digits[6:8])
    if any(check == modulus - base % modulus for modulus in INAMI_MODULI):
        return ""
    return str(_("The check digits of this INAMI number look wrong: please check it."))


def holds_national_number(text: str) -> bool:
    """Is there something in this text that is a national (or BIS) number? It is refused wherever it is typed."""
    for match in NATIONAL_NUMBER.finditer(text):
        digits = "".join(c for c in match.group() if c.isdigit())
        if digits.isascii() and (nn.is_valid(digits) or bis.is_valid(digits)):
            return True
    return False


def refuse_national_number(text: str) -> None:
    if holds_national_number(text):
        raise ValidationError(_("This looks like a national number. Maillage never keeps one: please remove it."))


def phone_or_short(value: str) -> tuple[str, str]:
    """("phone", E.164) or ("short", 3 to 6 digits): the two kinds of contact point a number can be."""
    message = _("“%(value)s” is not a telephone number: expected for example 02 529 41 20 or +32 2 529 41 20.")
    text = _short_enough(value, message)
    if SCIENTIFIC.match(text):
        raise _refuse(
            _("“%(value)s” was changed by a spreadsheet: type the telephone number again, in a column of text."),
            value,
        )
    digits = _digits(text)
    if 3 <= len(digits) <= 6 and not digits.startswith("0"):
        return "short", digits
    if digits.startswith("0") and _belgian().fullmatch(digits[1:]):
        return "phone", f"+32{digits[1:]}"
    return "phone", _e164(text, message)


def phone(value: str) -> str:
    """E.164; short numbers are refused here (see `phone_or_short`)."""
    kind, number = phone_or_short(value)
    if kind != "phone":
        raise _refuse(_("“%(value)s” is a short number: keep it as a short number."), value)
    return number


@cache
def _belgian() -> re.Pattern[str]:
    """Every national number that phonenumbers holds valid for Belgium, from its own tables: faster than parsing."""
    kinds = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "uan")
    tables = phonenumbers.PhoneMetadata.metadata_for_region("BE")
    patterns = [getattr(tables, kind).national_number_pattern for kind in kinds]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns if pattern))


def _e164(text: str, message: str | Promise) -> str:
    try:
        number = phonenumbers.parse(re.sub(r"^\+?\s*32\s*\(0\)", "+32", text), "BE")
    except phonenumbers.NumberParseException as problem:
        raise _refuse(message, text) from problem
    # Possible is enough: the tables of who gives out which range are behind, and the demo's numbers ring nowhere.
    if not phonenumbers.is_possible_number(number) or number.extension:
        raise _refuse(message, text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(value: str) -> str:
    """The way it is written in Belgium: 02 529 41 20; a foreign number the international way; a short one as it is."""
    if not value.startswith("+"):
        return "116 000" if value == "116000" else value
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return value
    belgian = number.country_code == 32
    form = phonenumbers.PhoneNumberFormat.NATIONAL if belgian else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def mail(value: str) -> str:
    """A mail address, its domain in lower case."""
    message = _("“%(value)s” is not an e-mail address: expected for example name@example.org.")
    text = _short_enough(value, message).removeprefix("mailto:")
    try:
        validate_email(text)
    except ValidationError as problem:
        raise _refuse(message, value) from problem
    local, domain = text.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def web(value: str) -> str:
    """An http(s) address; https:// is added when nothing is written; javascript:, data: and the like are refused."""
    message = _("“%(value)s” is not a web address: expected for example https://www.example.org.")
    text = _short_enough(value, message)
    if PLAIN_WEB.fullmatch(text):
        return text
    if not re.match(r"^[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) or re.match(r"^[^/:]+:\d+(/|$)", text):
        text = f"https://{text.removeprefix('//')}"
    try:
        URLValidator(schemes=["http", "https"])(text)
        parts = urlsplit(text)
    except (ValidationError, ValueError) as problem:
        raise _refuse(message, value) from problem
    if parts.username or parts.password or not parts.hostname:
        raise _refuse(message, value)
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()
