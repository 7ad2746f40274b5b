"""Sentences whose figures stand out, so that a list can be read at a glance."""

import re
from itertools import zip_longest

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

FIGURE = re.compile(r"([£$€¥₹]?\d(?:[\d.,\xa0]*\d)?(?:\s?%)?)")


@register.filter
def figures(sentence: str) -> SafeString:
    """`"Spend down 38% to £2,900"` → the two figures in `<em>`, everything escaped."""
    pieces = FIGURE.split(sentence)  # every second piece is a figure
    pairs = zip_longest(pieces[::2], pieces[1::2], fillvalue="")
    return format_html_join("", "{}{}", ((words, emphasised(figure)) for words, figure in pairs))


def emphasised(figure: str) -> SafeString | str:
    return format_html("<em>{}</em>", figure) if figure else ""
