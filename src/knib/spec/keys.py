"""A group of keys: known, required, never doubled, and built into one value of the model."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final, Generic, TypeVar

from knib.spec.faults import odd_sign, odd_space, without_odd_spaces
from knib.spec.misspelt import meant
from knib.spec.shapes import Desk, Schema, Shape, sort_of
from knib.spec.tree import Leaf, Node, Table, shown
from knib.values import dataclass

T = TypeVar("T")
_TAIL: Final = r"\s|^[0-9]|[“”»«]"
Values = dict[str, Any]

COMMANDS: Final = {
    "programme": "weeks of routines are made by 'knib programme'",
    "routine": "one session is made by 'knib render'",
}
"""What a file of the other sort is for."""

COMMA: Final = "inside {...} a comma ends a value: put quotes around a text or a length that contains one"


def is_tail(name: Leaf, value: Node) -> bool:
    """Tell whether a key is what came after a comma, as in `{rest: Slip, og træk vejret, for: 0,5 s}`."""
    return isinstance(value, Leaf) and (value.sort, value.text) == ("null", "") and bool(re.search(_TAIL, name.text))


def _spaced(node: Node) -> str:
    """Return what to do about a key with a no-break space behind it, which makes a text of it; else nothing."""
    found = odd_space(node.text) if isinstance(node, Leaf) else None
    return f"{found[0]} stands behind '{found[1]}:'; write an ordinary space there" if found else ""


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
            hint = _spaced(node) or self._example()
            desk.tell(node, path, "not-keys", f"keys are needed here, not {sort_of(node)}", hint)
            return None
        before = len(desk.problems)
        values: Values = {}
        written = [name.text for name, _ in node.entries if isinstance(name, Leaf)]
        misspelt = {name: meant(name, self.known) for name in written if name not in self.known}
        for name, value in node.entries:
            self._read_one(name, value, path, desk, values, misspelt)
        for missing in (name for name, key in self.known.items() if key.required):
            if missing not in written and missing not in misspelt.values():
                says = self.known[missing].says
                hint = f"add '{missing}:' ({says[0].lower()}{says[1:].rstrip('.')})"
                desk.tell(node, path, "missing-key", f"'{missing}' is missing", hint)
        return self.build(values, node, path, desk) if len(desk.problems) == before else None

    def _read_one(
        self, name: Node, value: Node, path: str, desk: Desk, values: Values, misspelt: Mapping[str, str | None]
    ) -> None:
        if not isinstance(name, Leaf):
            desk.tell(name, path, "bad-key", f"a key must be a word, not {sort_of(name)}")
            return
        here = f"{path}.{shown(name.text)}".removeprefix(".")
        if name.text in misspelt:
            self._read_misspelt(name, value, here, desk, misspelt[name.text])
        elif name.text in values:
            desk.tell(name, here, "duplicate-key", f"'{name.text}' stands here twice", "keep one of them")
        else:
            values[name.text] = self.known[name.text].shape.read(value, here, desk)

    def _read_misspelt(self, name: Leaf, value: Node, path: str, desk: Desk, key: str | None) -> None:
        """Tell of an unknown key, and read its value as that of the key that was meant: every problem at once."""
        tail = is_tail(name, value) and not odd_space(name.text)
        hint = COMMA if tail else self._hint(name.text, key)
        desk.tell(name, path, "unknown-key", f"unknown key '{shown(name.text)}'", hint)
        if key and not tail and not odd_space(name.text):
            self.known[key].shape.read(value, path, desk)

    def _hint(self, name: str, key: str | None) -> str:
        folded = without_odd_spaces(name.lower())
        if found := odd_space(name):
            return f"{found[0]} stands behind '{found[1]}:'; write an ordinary space there"
        if sign := odd_sign(name):
            return f"{sign} stands in it; " + (f"write '{folded}' anew" if folded in self.known else "write it anew")
        elsewhere = {
            "<<": "YAML 1.2 has no merging: write the keys out",
            "include": "an include stands in 'intro', 'exercises', 'outro', 'safety' or 'ask_first', after '- '",
            **{command: says for command, says in COMMANDS.items() if command not in self.known},
        }
        known = f"did you mean '{key}'?" if key else "known here: " + ", ".join(self.known)
        return elsewhere.get(folded, known)

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
