"""A group of keys: known, required, never doubled, and built into one value of the model."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final, Generic, TypeVar

from knib.spec.shapes import Desk, Schema, Shape, sort_of
from knib.spec.tree import Leaf, Node, Table, shown
from knib.values import dataclass

T = TypeVar("T")
_TAIL: Final = r"\s|^[0-9]"
Values = dict[str, Any]

ENGLISH: Final = {
    "antal": "reps",
    "efter": "after",
    "gange": "reps",
    "gentagelser": "reps",
    "hold": "work",
    "hvil": "rest",
    "hviledage": "rest_days",
    "hvor_ofte": "how_often",
    "hyppighed": "how_often",
    "i": "for",
    "indånding": "inhale",
    "kilde": "source",
    "knib": "work",
    "mellem_sæt": "between_sets",
    "mål": "goal",
    "navn": "name",
    "pause": "rest",
    "rutine": "routine",
    "sider": "sides",
    "sig": "say",
    "slip": "release",
    "stilling": "position",
    "sæt": "sets",
    "tid": "for",
    "titel": "routine",
    "timer": "every_hours",
    "title": "routine",
    "tæl": "count",
    "udånding": "exhale",
    "uge": "weeks",
    "ugedage": "weekdays",
    "uger": "weeks",
    "øvelser": "exercises",
}
"""What people write when they mean a key; the first guess where it is allowed."""

COMMANDS: Final = {
    "programme": "weeks of routines are made by 'knib programme'",
    "routine": "one session is made by 'knib render'",
}
"""What a file of the other sort is for."""

COMMA: Final = "inside {...} a comma ends a value: put quotes around a text or a length that contains one"


def is_tail(name: Leaf, value: Node) -> bool:
    """Tell whether a key is what came after a comma, as in `{rest: Slip, og træk vejret, for: 0,5 s}`."""
    return isinstance(value, Leaf) and (value.sort, value.text) == ("null", "") and bool(re.search(_TAIL, name.text))


@dataclass(frozen=True)
class Key(Generic[T]):
    """One key: its shape, and what it means in one sentence (for the reference and for editors)."""

    shape: Shape[T]
    says: str
    required: bool = False


@dataclass(frozen=True)
class Keys(Generic[T]):
    """A mapping whose keys are known. `build` gets the values that were written, all of them right."""

    known: Mapping[str, Key[Any]]
    build: Callable[[Values, Node, str, Desk], T | None]
    described: Schema = field(default_factory=dict)

    def read(self, node: Node, path: str, desk: Desk) -> T | None:
        """Read every key; None when any problem was told."""
        if not isinstance(node, Table):
            desk.tell(node, path, "not-keys", f"keys are needed here, not {sort_of(node)}", self._example())
            return None
        before = len(desk.problems)
        values: Values = {}
        seen: set[str] = set()
        for name, value in node.entries:
            self._read_one(name, value, path, desk, values, seen)
        for missing in (name for name, key in self.known.items() if key.required and name not in seen):
            says = self.known[missing].says
            hint = f"add '{missing}:' ({says[0].lower()}{says[1:].rstrip('.')})"
            desk.tell(node, path, "missing-key", f"'{missing}' is missing", hint)
        return self.build(values, node, path, desk) if len(desk.problems) == before else None

    def _read_one(self, name: Node, value: Node, path: str, desk: Desk, values: Values, seen: set[str]) -> None:
        if not isinstance(name, Leaf):
            desk.tell(name, path, "bad-key", f"a key must be a word, not {sort_of(name)}")
            return
        here = f"{path}.{shown(name.text)}".removeprefix(".")
        if name.text not in self.known:
            hint = COMMA if is_tail(name, value) else self._meant(name.text)
            desk.tell(name, here, "unknown-key", f"unknown key '{shown(name.text)}'", hint)
        elif name.text in seen:
            desk.tell(name, here, "duplicate-key", f"'{name.text}' stands here twice", "keep one of them")
        else:
            seen.add(name.text)
            values[name.text] = self.known[name.text].shape.read(value, here, desk)

    def _meant(self, name: str) -> str:
        folded = name.lower().strip()
        if folded == "<<":
            return "YAML 1.2 has no merging: write the keys out"
        if folded == "include":
            return "an include stands in 'intro', 'exercises', 'outro', 'safety' or 'ask_first', after '- '"
        if folded in COMMANDS and folded not in self.known:
            return COMMANDS[folded]
        from difflib import get_close_matches  # only when something is misspelled

        close = get_close_matches(folded, self.known, n=1)
        guess = folded if folded in self.known else ENGLISH.get(folded)
        if guess in self.known or close:
            return f"did you mean '{guess if guess in self.known else close[0]}'?"
        return "known here: " + ", ".join(self.known)

    def _example(self) -> str:
        first = next((name for name, key in self.known.items() if key.required), next(iter(self.known)))
        return f"write it as '{first}: ...'"

    def schema(self) -> Schema:
        """Describe every key."""
        return {
            "type": "object",
            "properties": {name: {"description": key.says, **key.shape.schema()} for name, key in self.known.items()},
            "required": [name for name, key in self.known.items() if key.required],
            "additionalProperties": False,
            **self.described,
        }
