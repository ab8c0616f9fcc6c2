"""How much a test run looks at: all of it in CI and in the rooms it is asked for by name, what two cores do in minutes
when a developer runs everything.
"""

import os
from pathlib import Path

import pytest

EVERYTHING = {Path(__file__).parent, Path(__file__).parents[1]}


def decide(config: pytest.Config) -> None:
    """Settle it for this run, before its test processes begin: they inherit the decision by the environment."""
    named = config.args_source == pytest.Config.ArgsSource.ARGS
    if named and not any(Path(place.split("::")[0]).resolve() in EVERYTHING for place in config.args):
        os.environ.setdefault("THOROUGH", "1")


def is_thorough() -> bool:
    """Whether everything is to be looked at: in CI, where THOROUGH is set, or where files or folders were named."""
    return bool(os.environ.get("CI") or os.environ.get("THOROUGH"))
