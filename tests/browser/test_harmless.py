"""Whatever stands in a text of the database, no page acts on its reader, even without the content policy."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField

from cms.memory import forget
from cms.models import EventPage, Meeting, Series
from cms.models.pages import SpokenPage
from directory.models import Bassin, HelpLine, Organisation, Service, Site
from tests.browser.payloads import ADDRESSES, ALL, TEXTS
from tests.cms.meeting import make_meeting

pytestmark = pytest.mark.browser
NOT_SHOWN = {"slug", "path", "url_path", "draft_title", "content_json"}
# What acts: a handler, a script of the page's own text, an address that runs, an element that fetches or moves.
ACTS = """() => [...document.querySelectorAll('*')].filter(e =>
    [...e.attributes].some(a => /^on/i.test(a.name)
        || (/^(href|src|action|formaction|data|srcdoc|background|xlink:href)$/i.test(a.name)
            && /^[\\s\\x01]*(javascript|vbscript|data:text)/i.test(a.value)))
    || (e.tagName === 'SCRIPT' && (!e.src || !e.src.startsWith(location.origin)) && !/json/.test(e.type))
    || /^(iframe|object|embed|base|math|frame|marquee|xss|isindex|audio|video|image)$/i.test(e.tagName)
    || (e.tagName === 'META' && /refresh/i.test(e.httpEquiv))
).map(e => e.outerHTML.slice(0, 120))"""


def filled(block):
    """What a block of this kind would keep, hostile in every text of it."""
    if isinstance(block, blocks.StreamBlock):
        rows = [(name, value) for name, child in block.child_blocks.items() for value in each(child)]
        return [{"type": name, "value": value} for name, value in rows]
    if isinstance(block, blocks.ListBlock):
        one = filled(block.child_block)
        return [one | {"address": address} for address in ADDRESSES] if _leads(block) else [one]
    if isinstance(block, blocks.StructBlock):
        return {name: filled(child) for name, child in block.child_blocks.items()}
    return word(block)


def each(block):
    """Of prose every text by itself: an element that one leaves open would swallow the next."""
    return TEXTS if isinstance(block, blocks.RichTextBlock) else [filled(block)]


def word(block):
    if isinstance(block, blocks.URLBlock):
        return ADDRESSES[0]
    if isinstance(block, blocks.ChoiceBlock):
        return next((value for value, _label in block.field.choices if value), "") if block.required else ""
    if isinstance(block, blocks.RichTextBlock | blocks.CharBlock | blocks.TextBlock | blocks.EmailBlock):
        return ALL
    return 3 if isinstance(block, blocks.IntegerBlock) else None


def _leads(block):
    return isinstance(block.child_block, blocks.StructBlock) and "address" in block.child_block.child_blocks


def texts_of(model):
    """Columns that hold words: not codes, not addresses of our own."""
    for field in model._meta.concrete_fields:
        words = isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
        if words and not isinstance(field, models.UUIDField | StreamField) and field.name not in NOT_SHOWN:
            yield field, ADDRESSES[0] if isinstance(field, models.URLField) else ALL


def spoil(rows):
    """Past every form: what a constraint of the database refuses is refused."""
    for field, value in texts_of(rows.model):
        try:
            with transaction.atomic():
                rows.update(**{field.name: value})
        except IntegrityError:
            continue


def made(model):
    """The first of its type, where the demonstration has none."""
    parents = [parent for parent in model.allowed_parent_page_models() if issubclass(parent, SpokenPage)]
    found = (parent.objects.live().filter(locale__language_code="fr").first() for parent in parents)
    parent = next(filter(None, found), None) or made(parents[0])
    values = {"meeting": make_meeting(languages=())} if model is EventPage else {}
    page = model(title="Une page", slug=f"une-{model.__name__.lower()}", **values)
    parent.add_child(instance=page)
    return page


def spoiled_pages():
    """One page of each type, in French, with its child rows."""
    for model in apps.get_models():
        if not issubclass(model, SpokenPage) or model._meta.abstract:
            continue
        page = model.objects.live().filter(locale__language_code="fr").order_by("pk").first() or made(model)
        for field in model._meta.concrete_fields:
            if isinstance(field, StreamField):
                setattr(page, field.name, json.dumps(filled(field.stream_block)))
        for relation in get_all_child_relations(model):
            if relation.related_model._meta.app_label == "cms":
                spoil(relation.related_model._default_manager.filter(**{relation.field.name: page}))
        page.save(clean=False)
        spoil(model.objects.filter(pk=page.pk))
        yield page.url


def spoiled_directory():
    for model in (Bassin, HelpLine, Site, Organisation, Service, Meeting, Series):
        spoil(model._default_manager.all())
    service = Service.objects.listed().filter(site__confidential=False).first()
    yield reverse("directory:service", args=[service.code])
    yield reverse("directory:organisation", args=[service.organisation.code])
    yield reverse("directory:help_lines")
    yield reverse("search:page")


def test_no_text_of_the_database_acts_on_its_reader(site, writes, new_context):
    assert len(TEXTS) >= 100
    page = new_context(bypass_csp=True).new_page()
    dialogs, acting, empty = [], {}, []
    page.on("dialog", lambda dialog: (dialogs.append(page.url), dialog.dismiss()))
    addresses = [*spoiled_pages(), *spoiled_directory()]
    forget()

    for address in addresses:
        assert page.goto(address).status == 200, address
        page.keyboard.press("Tab")
        if found := page.evaluate(ACTS):
            acting[address] = found
        if "onerror=alert(1)" not in page.locator("body").inner_text():
            empty.append(address)
    assert acting == {}
    assert dialogs == []
    assert empty == []  # each shows the words of some payload
    assert len(addresses) > 12
