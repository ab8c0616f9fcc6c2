"""A file's text → lines, by its format."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath

from articles.importing.html_lines import read_html
from articles.importing.lines import Line
from articles.importing.markdown_lines import read_markdown
from articles.importing.text_lines import read_text

_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<!doctype html|<html|<head|<body|<article|<h[1-6]\b|<p\b|<div\b)", re.IGNORECASE
)


class Format(StrEnum):
    """The formats an article can come in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


_BY_ENDING = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
_READERS: dict[Format, Callable[[str], list[Line]]] = {
    Format.TEXT: read_text,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_html,
}


def format_of(name: str, text: str) -> Format:
    """The format of a file called `name`; an unknown ending is decided by how the text begins."""
    known = _BY_ENDING.get(PurePath(name).suffix.lower())
    return known or (Format.HTML if _LOOKS_LIKE_HTML.match(text) else Format.TEXT)


def read(text: str, file_format: Format) -> list[Line]:
    """The lines of `text`. Raises ArticleImportError for HTML that is nested too deeply."""
    return _READERS[file_format](text)
