"""The error of this room."""


class InputError(ValueError):
    """What a person typed cannot be used; the text is a Japanese sentence that says what to do."""
