"""What a translation brings past the editor’s form acts on no reader: neither words nor addresses."""

import json

import pytest
from wagtail_localize.models import SegmentOverride, StringTranslation

from cms.models import NewsPage
from tests.cms.test_translating import begun, news

pytestmark = pytest.mark.django_db
ACTS = "<img src=x onerror=alert(1)><script>alert(1)</script>"


def hostile():
    source = news()
    source.body = [
        {"type": "text", "value": '<p>Un <b>texte</b>, <a href="https://a.example">un lien</a>.</p>'},
        {"type": "links", "value": [{"label": "Ailleurs", "address": "https://a.example"}]},
        {"type": "video", "value": {"title": "Film", "minutes": 3, "address": "https://a.example", "language": ""}},
    ]
    source.save_revision().publish()
    draft, translation = begun(source)
    for segment in translation.source.stringsegment_set.select_related("context", "string"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"NL {ACTS} {segment.string.data}",
        )
    for segment in translation.source.overridablesegment_set.select_related("context"):
        SegmentOverride.objects.create(
            locale=translation.target_locale, context=segment.context, data_json=json.dumps("javascript:alert(1)")
        )
    return draft, translation


def test_a_hostile_translation_is_harmless_where_it_is_read(client, django_capture_on_commit_callbacks):
    draft, translation = hostile()
    assert translation.source.overridablesegment_set.count() >= 2

    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    html = client.get(NewsPage.objects.get(pk=draft.pk).url).content.decode()

    assert "NL" in html
    assert "<img src=x" not in html
    assert "<script>alert" not in html
    assert "javascript:" not in html
