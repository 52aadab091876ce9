"""How a session is paced, as written: what is announced, which rules may speak, and how long it must be in all."""

import re
from dataclasses import fields
from typing import Final

from knib.spec.cycle import MAX_SESSION
from knib.spec.keys import Key, Keys, Values
from knib.spec.model import Announced, Fitting, Pacing
from knib.spec.shapes import Choice, Desk, Length, ListOf, Map, OneOrMore, Schema, sort_of
from knib.spec.texts import WORD
from knib.spec.tree import Leaf, Node, Table, shown
from knib.units import SECOND

SWITCH_WORDS: Final = {"on": True, "off": False, "true": True, "false": False}


class Switch:
    """On or off. YAML 1.2 leaves both words as they are; `true` and `false` mean the same."""

    def read(self, node: Node, path: str, desk: Desk) -> bool | None:
        """Read `on` or `off`."""
        if isinstance(node, Leaf) and node.sort in {"text", "bool"} and node.text.lower() in SWITCH_WORDS:
            return SWITCH_WORDS[node.text.lower()]
        desk.tell(node, path, "not-a-switch", f"write on or off here, not {sort_of(node)}")
        return None

    def schema(self) -> Schema:
        """Describe it."""
        words = "|".join(SWITCH_WORDS)
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": f"^(?:{_any_case(words)})$"}]}


def _any_case(words: str) -> str:
    return "".join(f"[{sign}{sign.upper()}]" if sign.isalpha() else sign for sign in words)


RULES: Final = Keys[Pacing](
    {
        "countdown": Key(Switch(), "Rule 3: last 3 in work and hold of 6 s or more, ticks from 3 s. Off by default."),
        "support": Key(
            Switch(),
            "Rule 4: 'Træk vejret.' in the first half of work and hold of 8 s or more, where no breath is led.",
        ),
        "long_rest": Key(Switch(), "Rule 5: a pause of 20 s or more says its length, marks its half, and 'Gør klar.'"),
        "gaps": Key(Switch(), "Rule 5: a soft double tone wherever nothing would be heard for more than 20 s."),
        "closing": Key(Switch(), "Rule 7: a closing line where no 'outro' is written. Off by default."),
    },
    lambda values, _node, _path, _desk: Pacing(**values),
)


class PacingRules:
    """All rules on or off, or each one by its name."""

    def read(self, node: Node, path: str, desk: Desk) -> Pacing | None:
        """Read `off`, or the rules by name."""
        if isinstance(node, Table):
            return RULES.read(node, path, desk)
        on = Switch().read(node, path, desk)
        if on is None or on:
            return None if on is None else Pacing()
        return Pacing(**dict.fromkeys((rule.name for rule in fields(Pacing)), False))

    def schema(self) -> Schema:
        """Describe it."""
        return {"anyOf": [Switch().schema(), RULES.schema()]}


_RANGE: Final = r"([0-9]{1,4})\s*[-–]\s*([0-9]{1,4})\s*%"

MOST: Final = 1000
"""Per cent of itself that a rest may be made, at most."""


def _range(text: str, node: Node, path: str, desk: Desk) -> tuple[int, int] | None:
    found = re.fullmatch(_RANGE, text)
    if not found:
        message = f"'{shown(text)}' is no range of per cent"
        desk.tell(node, path, "bad-range", message, "write it as '50-200 %'")
        return None
    least, most = int(found[1]), int(found[2])
    if 1 <= least <= 100 <= most <= MOST:
        return least, most
    message = f"{least}-{most} % is not a range around 100 %"
    desk.tell(node, path, "bad-range", message, f"from 1 to 100 %, up to from 100 to {MOST} %")
    return None


SESSION_LENGTH: Final = Length(SECOND, MAX_SESSION)
RANGE: Final = Map(WORD, _range, {"type": "string", "pattern": rf"^\s*{_RANGE}\s*$|\{{"})


def _fitting(values: Values, node: Node, path: str, desk: Desk) -> Fitting:
    limits = dict(zip(("least", "most"), values.get("rests", ()), strict=False))
    return Fitting(length=values["length"], origin=desk.origin(node, path), **limits)


FITTED: Final = Keys[Fitting](
    {
        "length": Key(SESSION_LENGTH, "How long the whole session is, to the millisecond.", required=True),
        "rests": Key(RANGE, "How far each rest may go for that, in per cent of itself; 50-200 % when not written."),
    },
    _fitting,
)


class SessionLength:
    """A length, or a length and the limits of the rests."""

    def read(self, node: Node, path: str, desk: Desk) -> Fitting | None:
        """Read the length, or its keys."""
        if isinstance(node, Table):
            return FITTED.read(node, path, desk)
        length = SESSION_LENGTH.read(node, path, desk)
        return None if length is None else Fitting(length=length, origin=desk.origin(node, path))

    def schema(self) -> Schema:
        """Describe it."""
        return {"anyOf": [SESSION_LENGTH.schema(), FITTED.schema()]}


ANNOUNCED: Final = OneOrMore(ListOf(Choice(tuple(Announced)), 0, 3))


class Announcing:
    """What is announced: `true` for the name, `false` for nothing, or the words for it."""

    def read(self, node: Node, path: str, desk: Desk) -> tuple[Announced, ...] | None:
        """Read true, false, or one or more of name, set and rep."""
        if isinstance(node, Leaf) and node.sort == "bool":
            return (Announced.NAME,) if node.text.lower() == "true" else ()
        return ANNOUNCED.read(node, path, desk)

    def schema(self) -> Schema:
        """Describe it."""
        return {"anyOf": [{"type": "boolean"}, *ANNOUNCED.schema()["anyOf"]]}
