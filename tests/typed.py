"""Routines as people type them: any step inwards, lists beside or inside their key, quotes, comments, blank lines."""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from knib.spec.layout.lengths import LENGTH_KEYS
from routines import documents

PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ0123456789 .,")
WORDS: Final = {"true", "false", "on", "off", "none", "null"}


def typing(*, comments: bool) -> Callable[[dict[str, Any], int], str]:
    """Give what types a routine in some way; the way follows from a number, which is drawn faster than each choice."""
    return lambda data, number: Typist(Random(number), comments=comments).table(data, 0)  # noqa: S311 -- no secret


numbers: Final = st.integers(0, 2**32)
typed: Final = st.builds(typing(comments=True), documents, numbers)
"""Routines, each typed in some way."""


class Typist:
    """Types data as YAML, in block style but for short lists."""

    def __init__(self, chance: Random, *, comments: bool) -> None:
        self.chance, self.comments = chance, comments

    def yes(self, of: int = 2) -> bool:
        return self.chance.randint(1, of) == 1

    def table(self, data: dict[str, Any], column: int) -> str:
        return "".join(f"{self.above(column)}{' ' * column}{self.entry(*pair, column)}" for pair in data.items())

    def entry(self, name: str, value: object, column: int) -> str:
        step = self.chance.randint(1, 5)
        match value:
            case dict():
                return f"{name}:{self.beside()}\n{self.table(value, column + step)}"
            case list() if any(isinstance(part, dict) for part in value):
                inside = column + (step if self.yes() else 0)
                return f"{name}:{self.beside()}\n" + "".join(self.dashed(value, inside))
            case str() if value and len(value) > 6 and set(value) <= PLAIN and value[-1] != " " and self.yes(4):
                sign = self.chance.choice((">-", "|-", ">-  # kort"))
                return f"{name}: {sign}\n{' ' * (column + step)}{value}\n"
            case _:
                return f"{name}: {self.scalar(value, name)}{self.beside()}\n"

    def dashed(self, values: list[Any], column: int) -> Iterator[str]:
        for value in values:
            gap = self.chance.randint(1, 3)
            typed = self.table(value, column + 1 + gap) if isinstance(value, dict) else self.scalar(value) + "\n"
            # What is above the first key of a table would part it from its dash.
            while isinstance(value, dict) and typed.lstrip(" \n").startswith("#"):
                typed = typed.lstrip(" \n").partition("\n")[2]
            yield f"{self.above(column)}{' ' * column}-{' ' * gap}{typed.lstrip(' ').lstrip(chr(10)).lstrip(' ')}"

    def scalar(self, value: object, name: str = "") -> str:
        if not isinstance(value, str):
            return json.dumps(value, ensure_ascii=False)
        if name in LENGTH_KEYS and self.yes():
            value = value.replace(" ", "") if self.yes() and "over" not in value else value.replace(" ", "  ")
        bare = (
            value
            and set(value) <= PLAIN
            and value.lower() not in WORDS
            and value[0].isalpha()
            and value == value.strip()
        )
        quoted = [json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"]
        return self.chance.choice([*quoted, *([value] if bare else [])])

    def above(self, column: int) -> str:
        if not self.comments or not self.yes(5):
            return ""
        return self.chance.choice(("\n", "\n\n\n", f"{' ' * column}# over\n", "# ude\n", f"\n{' ' * column}# nu\n"))

    def beside(self) -> str:
        return self.chance.choice(("  # her", "   ")) if self.comments and self.yes(6) else ""
