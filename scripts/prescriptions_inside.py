"""The inside of `scripts/prescriptions`, run in Knib's own environment."""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from prescribed import FOLDER, TABLES, Row, outcome, rows

HEADINGS = (
    "table",
    "clear",
    "understood",
    "asked",
    "wrong",
    "must ask",
    "asked",
    "either",
    "right",
    "asked",
    "first sight",
)
FIRST_SIGHT = FOLDER / "first-sight.tsv"


def first_sight() -> dict[str, str]:
    """Read what became of each table before anything was mended by it."""
    lines = FIRST_SIGHT.read_text(encoding="utf-8").splitlines() if FIRST_SIGHT.is_file() else []
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


def main() -> None:
    """Print a line for each table, and one for all."""
    first = first_sight()
    total: Counter[tuple[str, str]] = Counter()
    print("\t".join(HEADINGS))
    for table in TABLES:
        told = [(row, outcome(row)) for row in rows(table)]
        counts = Counter((row.verdict, result[:5]) for row, result in told)
        total.update(counts)
        print(_line(table.stem, counts, first.get(table.stem, "")))
        for row, result in told:
            _print_row(row, result)
    print(_line("all", total, ""))


def _line(name: str, counts: Counter[tuple[str, str]], first: str) -> str:
    def count(verdict: str, *results: str) -> int:
        return sum(counts[verdict, result] for result in results)

    cells = (
        count("MUST", "right", "asked", "wrong"),
        count("MUST", "right"),
        count("MUST", "asked"),
        sum(number for (_, result), number in counts.items() if result == "wrong"),
        count("ASK", "asked", "wrong"),
        count("ASK", "asked"),
        count("EITHER", "right", "asked", "wrong"),
        count("EITHER", "right"),
        count("EITHER", "asked"),
    )
    return "\t".join([name, *map(str, cells), first])


def _print_row(row: Row, result: str) -> None:
    if "--asked" in sys.argv and row.verdict == "MUST" and result == "asked":
        print(f"    asked: {row.phrase!r}")
    if "--wrong" in sys.argv and result.startswith("wrong"):
        print(f"    {result}: {row.phrase!r}")


if __name__ == "__main__":
    main()
