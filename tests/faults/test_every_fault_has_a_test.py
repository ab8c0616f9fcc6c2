"""The table in README.md against the code: thirty-five faults, each with a test of its name that exists."""

import re
from pathlib import Path

HERE = Path(__file__).parent
ROW = re.compile(r"^\| F(\d+) \|.*\| `(.+)::(\w+)` \|$", re.MULTILINE)


def test_every_fault_of_the_design_has_a_test_named_after_it() -> None:
    rows = ROW.findall((HERE / "README.md").read_text())

    assert [int(number) for number, _file, _name in rows] == list(range(1, 36))
    for number, file, name in rows:
        assert re.search(rf"^def {name}\(", (HERE.parent / file).read_text(), re.MULTILINE), name
        assert re.search(rf"_f{number}_", name), f"{name} is not named after F{number}"
