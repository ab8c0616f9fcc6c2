"""What HTML's element names mean to an importer."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset({"b", "strong"})
BLOCKS = frozenset(
    {
        *("html", "body", "main", "article", "section", "div", "p", "pre", "address", "center"),
        *("figure", "figcaption", "header", "footer", "aside", "hgroup", "details", "summary"),
        *("dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "caption"),
    }
)
# Words for the visitor of the old site, not of the article.
MENUS = frozenset({"nav", "form", "button", "select"})
MEDIA = frozenset({"img", "iframe", "video", "audio", "embed", "object", "svg", "canvas"})
# <title> is here because it repeats the heading; when there is no <h1> it is taken as the title instead.
HIDDEN = frozenset({"script", "style", "noscript", "template", "title"})
# Parentheses around ruby are written by us for every <rt>.
NO_TEXT = frozenset({"rp", "meta", "link", "source", "input", "col", "wbr", "track", "base"})
