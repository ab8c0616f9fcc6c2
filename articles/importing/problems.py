"""The one way in which an import refuses."""


class ArticleImportError(Exception):
    """An import cannot go on; the message is one Japanese sentence that says what to do."""
