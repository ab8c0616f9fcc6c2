"""Breaks each clause of the recommendation engine once and asks its tests to notice.

    make mutations        (uv run python -m tests.bench.mutations)

Nothing in the working tree is touched: the pure modules and their tests are copied to a temporary folder, every
mutant is run there without Django, and the exit status is 1 when one survives that is not listed in EQUIVALENT.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ROOM = Path("articles/where_to_start")
ENGINE = ("rules.py", "recommend.py", "prove.py")
TESTS = ("test_engine.py", "test_engine_properties.py")
SECONDS = 60

# Mutants that change nothing anybody could see, with the reason; the key is what `Mutant.name` prints.
EQUIVALENT: dict[str, str] = {}

DECLARATIONS = ("returns", "decorator_list", "args", "annotation")
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
}


class Mutant(NamedTuple):
    """One changed clause: the file, the line, the words before and after, and the whole new source."""

    file: str
    line: int
    before: str
    after: str
    source: str

    @property
    def name(self) -> str:
        """Stable while the clause is, whatever line it moves to."""
        return f"{self.file}: {self.before} → {self.after}"


def variants(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901 - one case for each kind of clause
    """Yield what could be wrong instead of `node`: a comparison turned round, a condition dropped, a line left out."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARISONS:
            changed = deepcopy(node)
            changed.ops = [COMPARISONS[type(op)]()]
            yield changed
        case ast.BoolOp(op=op, values=values):
            changed = deepcopy(node)
            changed.op = ast.And() if isinstance(op, ast.Or) else ast.Or()
            yield changed
            yield from (deepcopy(value) for value in values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield deepcopy(operand)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            yield ast.Constant(0)
        case ast.BinOp(op=ast.BitOr() | ast.BitAnd(), left=left, right=right):
            yield from (deepcopy(left), deepcopy(right))
        case ast.Name(id="any" | "all" as name):
            yield ast.Name("all" if name == "any" else "any", ast.Load())
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.comprehension(ifs=[_, *_]):
            changed = deepcopy(node)
            changed.ifs = []
            yield changed
        case ast.IfExp(body=body, orelse=orelse):
            yield from (deepcopy(body), deepcopy(orelse))
        case ast.If() | ast.While():
            for value in (True, False):
                changed = deepcopy(node)
                changed.test = ast.Constant(value)
                yield changed
        case ast.AugAssign() | ast.Expr(value=ast.Call()) | ast.Break() | ast.Continue():
            yield ast.Pass()


def mutants_of(file: str) -> Iterator[Mutant]:
    """Yield every mutant of one module, outside its imports, classes of data and docstrings."""
    tree = ast.parse((ROOT / ROOM / file).read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        types = {id(part) for node in ast.walk(function) for part in _of_annotation(node)}
        for parent in ast.walk(function):
            if id(parent) in types:
                continue
            for field, value in ast.iter_fields(parent):
                if field in DECLARATIONS and not isinstance(parent, ast.Call):
                    continue
                places = enumerate(value) if isinstance(value, list) else [(None, value)]
                for place, child in list(places):
                    if not isinstance(child, ast.AST):
                        continue
                    for changed in variants(child):
                        _put(parent, field, place, changed)
                        source = ast.unparse(ast.fix_missing_locations(tree))
                        _put(parent, field, place, child)
                        line = getattr(child, "lineno", getattr(parent, "lineno", 0))
                        yield Mutant(file, line, _words(child), _words(changed), source)


def _of_annotation(node: ast.AST) -> Iterator[ast.AST]:
    annotation = getattr(node, "annotation", None)
    return ast.walk(annotation) if annotation else iter(())


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _words(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:90]


def laboratory(folder: Path) -> None:
    """Copy the engine and its tests into `folder`, with nothing else in reach."""
    for package in (Path("articles"), ROOM):
        (folder / package).mkdir(parents=True, exist_ok=True)
        (folder / package / "__init__.py").touch()
    for file in ENGINE:
        shutil.copy(ROOT / ROOM / file, folder / ROOM / file)
    for file in TESTS:
        shutil.copy(ROOT / "tests" / ROOM / file, folder / file)
    (folder / "conftest.py").write_text(
        "from hypothesis import settings\n"
        "settings.register_profile('mutations', max_examples=300, derandomize=True, database=None)\n"
        "settings.load_profile('mutations')\n"
    )


def tests_pass(folder: Path) -> bool:
    """Whether the engine in `folder` satisfies its tests; one that never ends does not."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-c", os.devnull, "--rootdir", str(folder)]
    command += ["-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def survives(mutant: Mutant) -> bool:
    """Whether no test notices `mutant`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        laboratory(folder)
        (folder / ROOM / mutant.file).write_text(mutant.source)
        return tests_pass(folder)


def main() -> int:
    """Run all mutants, print the survivors and return the exit status."""
    with tempfile.TemporaryDirectory() as name:
        laboratory(Path(name))
        if not tests_pass(Path(name)):
            print("The tests fail without any mutant.")
            return 1
    mutants = [mutant for file in ENGINE for mutant in mutants_of(file)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lived = [mutant for mutant, alive in zip(mutants, pool.map(survives, mutants), strict=True) if alive]
    survivors = [mutant for mutant in lived if mutant.name not in EQUIVALENT]
    for mutant in survivors:
        print(f"SURVIVED line {mutant.line} {mutant.name}")
    excused = len(lived) - len(survivors)
    print(
        f"{len(mutants)} mutants: {len(mutants) - len(lived)} noticed, {excused} equivalent, {len(survivors)} survived"
    )
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
