"""How much a test run looks at: all of it in CI, what two cores do in minutes on a developer's machine."""

import os


def is_thorough() -> bool:
    """Whether everything is to be looked at: in CI, or where THOROUGH is set."""
    return bool(os.environ.get("CI") or os.environ.get("THOROUGH"))
