"""参考文献: what the article rests on, numbered, with the way back to where it is cited."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RegexBlock, StructBlock, StructValue, URLBlock

from articles.blocks.groups import LISTS
from articles.references.citing import citation_anchor, reference_anchor

DOI = r"^10\.\d{4,9}/\S+$"
"""https://www.doi.org/doi-handbook/HTML/index.html, section 2.2"""


class ReferenceValue(StructValue):
    """One source."""

    @property
    def address(self) -> str:
        """Where it can be read: the DOI's own address, or else the page given."""
        return f"https://doi.org/{self['doi']}" if self["doi"] else self["url"] or ""


class ReferenceBlock(StructBlock):
    """A paper, a guideline, a book."""

    text = CharBlock(
        label=_("文献"),
        max_length=400,
        help_text=_("著者・題名・掲載誌・年。例:「Hak DJ ほか『…』Journal of …、2013」"),
    )
    doi = RegexBlock(
        regex=DOI,
        required=False,
        search_index=False,
        label="DOI",
        help_text=_("10. から始まる番号だけを書きます。例: 10.1000/xyz123"),
        error_messages={"invalid": _("DOIは「10.1000/xyz123」の形で書いてください。")},
    )
    url = URLBlock(required=False, label=_("URL"), help_text=_("DOIがないときに。"))

    class Meta:
        icon = "link-external"
        label = _("文献")
        label_format = "{text}"
        value_class = ReferenceValue


@dataclass(frozen=True, slots=True)
class NumberedReference:
    """A source with its number, its anchor, and the anchors of the places that cite it."""

    number: int
    value: StructValue
    anchor: str
    cited_at: list[str]


class ReferencesValue(StructValue):
    """The list; `cited` is filled in by `connect_references` before the page is drawn."""

    cited: dict[int, int] = {}

    @property
    def numbered(self) -> list[NumberedReference]:
        """The sources as they are drawn."""
        return [
            NumberedReference(
                number,
                entry,
                reference_anchor(number),
                [citation_anchor(number, n) for n in range(1, self.cited.get(number, 0) + 1)],
            )
            for number, entry in enumerate(self["entries"], start=1)
        ]

    @property
    def contents_line(self) -> str:
        """What the contents list says."""
        return self["heading"]


class ReferencesBlock(StructBlock):
    """The numbered list of sources; [1] anywhere in the text leads to the first."""

    heading = CharBlock(label=_("見出し"), default=_("参考文献"), search_index=False)
    entries = ListBlock(
        ReferenceBlock(),
        min_num=1,
        label=_("文献"),
        help_text=_("本文に [1] [2] と書くと、この一覧の同じ番号へのリンクになります。"),
    )

    class Meta:
        icon = "openquote"
        label = _("参考文献")
        group = LISTS
        description = _("番号つきの参考文献。本文の [1] とたがいに行き来できます。記事に一つ置けます。")
        template = "blocks/references.html"
        value_class = ReferencesValue
        preview_value = {
            "heading": "参考文献",
            "entries": [{"text": "著者ほか『題名』掲載誌、2024", "doi": "10.1000/xyz123", "url": ""}],
        }
