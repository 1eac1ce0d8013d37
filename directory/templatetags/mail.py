"""What mails with buttons wear: mail programs drop style sheets. The colours are those of css/tokens.css, by day."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
STYLES = {
    "body": "max-width: 600px; margin: 0 auto; padding: 16px; font-family: Verdana, Arial, sans-serif; "
    "font-size: 16px; line-height: 1.5; color: #1d2b2f; background-color: #ffffff;",
    "title": "margin: 32px 0 8px; padding: 12px 0 0; border-top: 2px solid #0b5c5a; font-size: 18px; "
    "line-height: 1.3; color: #07403f;",
    "text": "margin: 0 0 12px;",
    "button": "display: inline-block; margin: 0 4px 8px 0; padding: 10px 16px; border: 2px solid #0b5c5a; "
    "border-radius: 8px; color: #0b5c5a; font-weight: bold; text-decoration: none;",
    "link": "color: #0b5c5a;",
    "foot": "margin: 32px 0 0; padding: 12px 0 0; border-top: 1px solid #e2d9c9; color: #4a5a5e; font-size: 14px;",
}
DRESSED = {name: format_html('style="{}"', style) for name, style in STYLES.items()}


@register.simple_tag
def dressed(name: str) -> SafeString:
    return DRESSED[name]
