"""The title of a file, and the label 【医療監修】 that is never typed into a title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.importing.lines import Line, Mark
from articles.importing.problems import ArticleImportError

MAX_TITLE = 255  # characters, as in a page's title

# The site draws this badge from a review record; other labels (【保存版】) are the writer's words and stay.
_REVIEW_LABEL = re.compile(r"^[ \u3000]*(【[^】]*監修[^】]*】)[ \u3000]*")


@dataclass(frozen=True)
class Title:
    """The title without its review labels; `line` is where it stands, `label_lines` hold nothing but a label."""

    text: str
    labels: tuple[str, ...]
    line: Line
    label_lines: tuple[Line, ...]


def without_label(title: str) -> tuple[str, tuple[str, ...]]:
    """`title` without the review labels before it, and those labels."""
    labels = []
    while found := _REVIEW_LABEL.match(title):
        labels.append(found.group(1))
        title = title[found.end() :]
    return title.strip(), tuple(labels)


def find_title(lines: Sequence[Line]) -> Title:
    """The first-level heading, else the first line of text.

    Raises ArticleImportError when there is none or it is too long to be a title.
    """
    readable = [line for line in lines if line.mark not in (Mark.MEDIA, Mark.RULE, Mark.HIDDEN, Mark.OUTSIDE)]
    top = [line for line in readable if line.mark is Mark.HEADING and line.level == 1]
    labels: tuple[str, ...] = ()
    label_lines: list[Line] = []
    for line in top[:1] or readable:
        text, found = without_label(" ".join(line.text.split("\n")))
        labels += found
        if text:
            break
        label_lines.append(line)
    else:
        raise ArticleImportError("題名が見つかりません。1行目に題名を書いてください。")
    if len(text) > MAX_TITLE:
        raise ArticleImportError(
            f"{line.number}行目を題名として読みましたが、長すぎます（{MAX_TITLE}字まで）。1行目に題名を書いてください。"
        )
    return Title(text, labels, line, tuple(label_lines))
