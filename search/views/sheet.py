"""The sheet: where it is put together, the page she opens on her telephone, and the paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory import drawing, shortlist
from directory.models import Service
from directory.text import LANGUAGES
from search import sheet as sheets
from search.sheet.qr import qr, runs
from search.views.page import unseen
from search.views.rendering import rendered


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """What was chosen so far, in which language, and what may be taken away again."""
    codes, choice = shortlist.read(request.GET), {each.code: each for each in _offered()}
    asked = next((code for code in choice if code == request.GET.get("l")), "")
    words = choice[asked or _reader()]
    request.shareable = _query(codes, asked) if codes else ""  # type: ignore[attr-defined]  # read by the frame
    context = {
        "codes": codes,
        "words": words,
        "choice": [(each, _query(codes, each.code)) for each in choice.values()],
        "beyond": len(codes) - shortlist.ON_A_SHEET,
        "asked": shortlist.query(codes),
        "qr": rendered("search/sheet/qr.html", **_qr(_page_of(request, codes, words)), words=_("QR code of her page")),
        **_addresses(codes, words),
        "body": _body(codes, words, desk=True),
    }
    return unseen(render(request, "search/sheet.html", context))


@require_safe
def sheet_page(request: HttpRequest, tongue: str) -> HttpResponse:
    """What the QR code opens: the sheet alone, without the frame of the site, whose help lines say too much."""
    words, codes = _asked_for(request, tongue)
    context = {"words": words, "body": _body(codes, words), **_addresses(codes, words)}
    response = render(request, "search/addresses.html", context)
    response.headers["Content-Language"] = words.code
    return unseen(response)


@require_safe
def sheet_paper(request: HttpRequest, tongue: str) -> HttpResponse:
    from search.sheet.paper import paper  # noqa: PLC0415  with the first paper: half the processes never print one

    words, codes = _asked_for(request, tongue)
    with _names_in(words):
        found = sheets.entries(codes, words, timezone.now())
        made = paper(found, words, _page_of(request, codes, words), timezone.localdate())
    response = HttpResponse(made, content_type="application/pdf")
    name = request.path.rpartition("/")[2]  # as bland as the address it has
    response.headers["Content-Language"] = words.code
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return unseen(response)


def _offered() -> list[sheets.Phrases]:
    return sheets.offered(demo=Service.objects.demo().exists())


def _reader() -> str:
    return (translation.get_language() or "fr")[:2]


def _query(codes: shortlist.Codes, language: str) -> str:
    return "&".join(filter(None, (shortlist.query(codes), f"l={language}" if language else "")))


def _asked_for(request: HttpRequest, tongue: str) -> tuple[sheets.Phrases, shortlist.Codes]:
    """There is no sheet in a language that is not offered, nor without a service."""
    words = next((each for each in _offered() if each.code == tongue), None)
    codes = shortlist.read(request.GET)[: shortlist.ON_A_SHEET]
    if words is None or not codes:
        raise Http404
    return words, codes


def _names_in(words: sheets.Phrases) -> Any:
    """Names and addresses exist in the site's languages only: in hers where it is one, else in the page's."""
    return translation.override(words.code if words.code in LANGUAGES else _reader())


def _addresses(codes: shortlist.Codes, words: sheets.Phrases) -> dict[str, str]:
    """Of her page and of the paper, in the language of this one."""
    query = shortlist.query(codes[: shortlist.ON_A_SHEET])
    names = {"telephone": "search:sheet_page", "paper": "search:sheet_paper"}
    return {key: f"{reverse(name, args=[words.code])}?{query}" for key, name in names.items()}


def _page_of(request: HttpRequest, codes: shortlist.Codes, words: sheets.Phrases) -> str:
    return request.build_absolute_uri(_addresses(codes, words)["telephone"])


def _qr(address: str) -> dict[str, Any]:
    matrix = qr(address)
    path = "".join(f"M{x} {y}.5h{length}" for x, y, length in runs(matrix))
    return {"path": path, "size": len(matrix)}


def _body(codes: shortlist.Codes, words: sheets.Phrases, *, desk: bool = False) -> str:
    with _names_in(words):
        found = sheets.entries(codes[: shortlist.ON_A_SHEET], words, timezone.now())
    away = [shortlist.query(shortlist.without(codes, code)) for code in codes]
    rows = list(zip(found, away, strict=False))
    return rendered(
        "search/sheet/body.html",
        words=words,
        rows=rows,
        desk=desk,
        here=_reader(),
        level=2 if desk else 1,
        map=drawing.communes(),
        width=drawing.WIDTH,
    )
