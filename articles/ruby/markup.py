"""How a reading is stored and how it is shown. No Django.

Stored: `<ruby data-reading="よみ">漢字</ruby>`. The reading is an attribute, not text, so that whatever takes the tags
away (the search index, the reading time, the review's fingerprint, summaries) finds the word once.
"""

import re
from html import escape

RUBY = re.compile(r'<ruby data-reading="([^"]*)">(.*?)</ruby>', re.DOTALL)


def ruby(word: str, reading: str) -> str:
    """Return the element with its fallback; both arguments are HTML already."""
    return f"<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def with_readings(html: str) -> str:
    """Return stored rich text with its readings shown; where ruby is unknown they stand in parentheses."""
    return RUBY.sub(lambda found: ruby(found[2], found[1]) if found[1].strip() else found[2], html)


def stored_ruby(word: str, reading: str) -> str:
    """Return what the database keeps for a plain word and its plain reading."""
    return f'<ruby data-reading="{escape(reading)}">{escape(word, quote=False)}</ruby>'
