"""A Japanese font of this machine. None is shipped with the site."""

from functools import cache
from pathlib import Path

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
NAMES = (
    "NotoSerifCJK-Bold.ttc",
    "NotoSerifCJK*.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJK*.ttc",
    "NotoS*JP*.[ot]tf",
    "*ヒラギノ明朝*.ttc",
    "YuMinDb.ttf",
    "ipaexm.ttf",
    "ipam.ttf",
    "ipag*.ttf",
    "takao*.ttf",
)
"""The nicest first. The first face of Noto's collections is the Japanese one."""


@cache
def japanese_font() -> str | None:
    """Return the path of a font that has Japanese letters, or None on a machine without one."""
    folders = [Path(folder) for folder in FOLDERS if Path(folder).is_dir()]
    found = (path for name in NAMES for folder in folders for path in sorted(folder.rglob(name)))
    return next((str(path) for path in found), None)
