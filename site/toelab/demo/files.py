"""The demo site's own files: YAML texts, pictures with their alternative texts, the exercise guide."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from toelab.demo.errors import DemoError

FOLDER = Path(__file__).resolve().parent
CONTENT = FOLDER / "content"
MEDIA = FOLDER / "media"
GUIDE = FOLDER / "guide" / "hironoba-guide.pdf"


@cache
def read(name: str) -> Any:
    """Return the parsed YAML file `name` ("home", "topics/sciatica") of the content folder."""
    path = CONTENT / f"{name}.yaml"
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise DemoError(f"{path.name}: {error}") from error


def names(folder: str) -> list[str]:
    """Return the names, without ending, of the YAML files in a folder, sorted."""
    return [f"{folder}/{path.stem}" for path in sorted((CONTENT / folder).glob("*.yaml"))]


def picture(stem: str) -> Path:
    """Return the file of the drawing `stem`; DemoError when there is none."""
    path = MEDIA / f"{stem}.webp"
    if not path.is_file():
        raise DemoError(f"no drawing is called {stem!r}")
    return path


@cache
def alternative_texts() -> dict[str, dict[str, str]]:
    """Return stem → {title, alt} for all drawings."""
    return yaml.safe_load((MEDIA / "alt.yaml").read_text(encoding="utf-8"))
