"""PageReference: a link to a page that is looked up late, together with its neighbours."""

from articles.links.live_pages import LivePage, LivePages, live_pages


class PageReference:
    """The value of a page chooser inside a block: an id that becomes a live page when somebody asks.

    `know()` hands over pages that were fetched for many references in one query (`links.resolve`);
    without it the reference asks for itself.
    """

    __slots__ = ("_pages", "pk")

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self._pages: LivePages | None = None

    @property
    def page_ids(self) -> set[int]:
        """The pages that this value would like to link to."""
        return {self.pk}

    def know(self, pages: LivePages) -> None:
        """Take over the pages found for all links of a page."""
        self._pages = pages

    @property
    def live(self) -> LivePage | None:
        """The page while readers can open it, else None."""
        if self._pages is None:
            self._pages = live_pages([self.pk])
        return self._pages.get(self.pk)

    @property
    def leads_to_product(self) -> bool:
        """Whether the page sells something; asks only what `know()` was told."""
        page = (self._pages or {}).get(self.pk)
        return bool(page and page.sells)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PageReference) and other.pk == self.pk

    def __hash__(self) -> int:
        return hash(self.pk)

    def __repr__(self) -> str:
        return f"<PageReference {self.pk}>"
