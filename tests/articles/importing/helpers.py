"""What the importer's tests share."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

from articles.article.models import ArticlePage
from articles.importing.blocks import Block
from articles.importing.recognise import Recognised, recognise
from articles.importing.text_lines import read_text

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = SAMPLES / "evening_legs.txt"


def recognised(*paragraphs: str) -> Recognised:
    """The recognised article 題名 whose body is `paragraphs`, blank lines between them."""
    return recognise(read_text("\n\n".join(["題名", *paragraphs])))


def blocks(*paragraphs: str) -> list[Block]:
    """The blocks of `paragraphs`."""
    return recognised(*paragraphs).blocks


def shape(found: list[Block]) -> list[tuple]:
    """Kind and value of each block, those inside a summary too."""
    return [
        (block.kind, {**block.value, "body": shape(block.value["body"])})
        if block.kind == "summary"
        else (block.kind, block.value)
        for block in found
    ]


def run(file: Path | str, topic: str = "tired-legs", **options: bool) -> str:
    """What `import_article` prints for `file`."""
    out = StringIO()
    call_command("import_article", str(file), topic=topic, stdout=out, **options)
    return out.getvalue()


def imported() -> ArticlePage:
    """The one imported article as readers have it."""
    return ArticlePage.objects.exclude(import_key="").get()


def draft() -> ArticlePage:
    """The one imported article as its editor has it."""
    return imported().get_latest_revision_as_object()
