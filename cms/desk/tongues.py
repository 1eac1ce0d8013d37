"""Words of another language inside a text, marked so that a screen reader says them as they are said."""

from __future__ import annotations

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.blocks.harmless import MARKED

LABELS = {"fr": _("In French"), "nl": _("In Dutch"), "en": _("In English")}


@hooks.register("register_rich_text_features")
def tongues(features: FeatureRegistry) -> None:
    for language in MARKED:
        kind = f"LANG_{language.upper()}"
        control = {"type": kind, "label": language.upper(), "description": LABELS[language]}
        features.register_editor_plugin("draftail", f"in-{language}", draftail.InlineStyleFeature(control))
        rule = {
            "from_database_format": {f'span[lang="{language}"]': InlineStyleElementHandler(kind)},
            "to_database_format": {"style_map": {kind: {"element": "span", "props": {"lang": language}}}},
        }
        features.register_converter_rule("contentstate", f"in-{language}", rule)
