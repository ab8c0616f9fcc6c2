"""Rewrite `[tool.uv] constraint-dependencies` in pyproject.toml with the versions that uv resolves today.

The lock file itself is not committed because it names a package registry; this list pins the same versions,
transitive ones too. Run by `make pin`.
"""

import re
import subprocess
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
LIST = re.compile(r"^constraint-dependencies = \[.*?\]$", re.MULTILINE | re.DOTALL)


def resolved() -> list[str]:
    """Return one `name==version ; marker` line for each package of all dependency groups."""
    command = [
        "uv",
        "export",
        "--all-groups",
        "--no-hashes",
        "--no-header",
        "--no-annotate",
        "--no-emit-project",
    ]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PYPROJECT.parent).stdout
    return [line.strip() for line in lines.splitlines() if "==" in line]


def main() -> None:
    """Forget today's pins, resolve afresh, write the new pins."""
    text = PYPROJECT.read_text()
    PYPROJECT.write_text(LIST.sub("constraint-dependencies = []", text))
    try:
        subprocess.run(["uv", "lock", "--upgrade"], check=True, cwd=PYPROJECT.parent)
        pins = resolved()
    except subprocess.CalledProcessError:
        PYPROJECT.write_text(text)
        raise
    # Markers use single quotes, so each pin fits in a TOML string as it is.
    rows = "".join(f'  "{pin}",\n' for pin in pins)
    PYPROJECT.write_text(LIST.sub(lambda _: f"constraint-dependencies = [\n{rows}]", text))


if __name__ == "__main__":
    main()
