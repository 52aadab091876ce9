"""`{name}` in texts, lengths and numbers: found, checked and filled.

`{{` and `}}` stand for the braces themselves.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from knib.spec.tree import shown

OUTSIDE: Final = frozenset[str]()
EXERCISE: Final = frozenset({"reps", "sets"})
AFTER: Final = EXERCISE | {"for"}
BETWEEN_SETS: Final = AFTER | {"set"}
BETWEEN_SIDES: Final = BETWEEN_SETS | {"side"}
PHASE: Final = BETWEEN_SIDES | {"rep"}
"""What Knib itself fills in, by where a text stands."""

RESERVED: Final = frozenset({"rep", "set", "side", "for"})
"""Names no parameter may have. `reps` and `sets` may be parameters: inside an exercise the dose's own number counts."""

PARAMETER_NAME: Final = r"^[a-zæøå_][a-zæøå0-9_]{0,39}$"

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def why_wrong(text: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Say what is wrong with the placeholders of a text, and what was probably meant; None when they are right."""
    names = sorted(known)
    for token in _TOKEN.finditer(text):
        if token[0] in {"{", "}"}:
            return f"a lone '{token[0]}'", f"write '{token[0] * 2}' for the sign itself"
        if token[1] is not None and token[1] not in names:
            close = get_close_matches(token[1], names, n=1)
            meant = f"did you mean '{{{close[0]}}}'?" if close else ""
            have = "known here: " + ", ".join(f"{{{name}}}" for name in names) if names else "no names are known here"
            return f"unknown name {{{shown(token[1])}}}", meant or have
    return None


def fill(text: str, values: Mapping[str, str], *, partly: bool = False) -> str:
    """Fill the placeholders of a text.

    With `partly`, names without a value and doubled braces stay as they are, and braces inside the values are
    doubled, so that the rest can be filled later.
    """

    def put(token: re.Match[str]) -> str:
        name = token[1]
        if name is None:
            return token[0] if partly else token[0][:1]
        if name not in values:
            return token[0]
        value = values[name]
        return value.replace("{", "{{").replace("}", "}}") if partly else value

    return _TOKEN.sub(put, text)


def named(text: str) -> frozenset[str]:
    """Give the names that a text asks for."""
    return frozenset(token[1] for token in _TOKEN.finditer(text) if token[1] is not None)
