"""The one way in which loading the demo site fails."""


class DemoError(Exception):
    """The demo site could not be loaded; the text says why. Nothing has been written."""
