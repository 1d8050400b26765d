"""Turns the formulas of a page into MathML, which needs no script."""

import html
import re

from latex2mathml.converter import convert

BLOCK = re.compile(r'<div class="arithmatex">\\\[(.*?)\\\]</div>', re.DOTALL)
INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', re.DOTALL)


def on_page_content(page_html, **kwargs):
    page_html = BLOCK.sub(lambda m: mathml(m[1], "block"), page_html)
    return INLINE.sub(lambda m: mathml(m[1], "inline"), page_html)


def mathml(latex, display):
    return convert(html.unescape(latex).strip(), display=display)
