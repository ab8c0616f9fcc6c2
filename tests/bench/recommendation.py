"""How long the proof of a recommendation takes at the limit of 12 free conditions: 4,096 readers.

    uv run python -m tests.bench.recommendation

Pure Python: no database, no Django.
"""

from statistics import median
from time import perf_counter

from articles.where_to_start.prove import prove
from articles.where_to_start.rules import MOST_CONDITIONS, Condition, Effect, Rule

ROUNDS = 15


def rules_at_the_limit() -> tuple[Rule, ...]:
    """Return four rules, two replacing and two adding, with three free conditions each."""
    conditions = [Condition(f"c{n}", f"条件{n}") for n in range(MOST_CONDITIONS)]
    effects = [Effect.REPLACE, Effect.REPLACE, Effect.ADD, Effect.ADD]
    return tuple(
        Rule(f"r{n}", f"規則{n}", tuple(conditions[3 * n : 3 * n + 3]), (n,), effect, is_default=n == 0)
        for n, effect in enumerate(effects)
    )


def main() -> None:
    """Print the median and the worst of some rounds."""
    rules = rules_at_the_limit()
    seconds = []
    for _round in range(ROUNDS):
        start = perf_counter()
        proof = prove(rules, live=range(4))
        seconds.append(perf_counter() - start)
    assert proof.ok, proof.faults
    print(
        f"{len(proof.table):,} answer sets, {len(rules)} rules: "
        f"median {median(seconds) * 1000:.0f} ms, worst {max(seconds) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
