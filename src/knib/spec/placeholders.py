"""`{name}` in texts, lengths and numbers: found, checked and filled. `{name:form}` gives a number its form.

`{{` and `}}` stand for the braces themselves.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

from knib.spec.forms import in_form, why_no_form
from knib.spec.tree import shown

OUTSIDE: Final = frozenset[str]()
EXERCISE: Final = frozenset({"reps", "sets"})
AFTER: Final = EXERCISE | {"for"}
BETWEEN_POSITIONS: Final = AFTER | {"position"}
BETWEEN_SETS: Final = AFTER | {"set"}
BETWEEN_SIDES: Final = BETWEEN_SETS | {"side"}
PHASE: Final = BETWEEN_SIDES | {"rep", "n"}
ROUND: Final = frozenset({"round", "rounds"})
BETWEEN_ROUNDS: Final = ROUND | {"for"}
"""What Knib itself fills in, by where a text stands."""

RESERVED: Final = frozenset({"rep", "set", "side", "for", "position"})
"""Names no parameter may have. `reps` and `sets` may be parameters: inside an exercise the dose's own number counts."""

SHY: Final = frozenset({"n"})
"""Names of ours that a parameter of the same name goes before, even inside an exercise."""

PARAMETER_NAME: Final = r"^[a-zæøå_][a-zæøå0-9_]{0,39}$"

_BRACES: Final = r"\{\{|\}\}|\{([^{}]*)\}|[{}]"


def why_wrong(text: str, ours: Collection[str], values: Mapping[str, str]) -> tuple[str, str] | None:
    """Say what is wrong with the placeholders of a text, and what was probably meant; None when they are right.

    Args:
        text: The text as written.
        ours: The names that Knib fills in later; they go before parameters of the same name.
        values: The parameters.
    """
    for token in re.finditer(_BRACES, text):
        name, colon, form = (token[1] or "").partition(":")
        if token[0] in {"{", "}"}:
            return f"a lone '{token[0]}'", f"write '{token[0] * 2}' for the sign itself"
        if token[1] is not None and name not in ours and name not in values:
            return _unknown(name, sorted({*ours, *values}))
        if colon and (wrong := why_no_form(name, form, None if name in ours else values[name])):
            return wrong
    return None


def _unknown(name: str, names: list[str]) -> tuple[str, str]:
    from difflib import get_close_matches  # only when something is misspelled

    close = get_close_matches(name, names, n=1)
    meant = f"did you mean '{{{close[0]}}}'?" if close else ""
    have = "known here: " + ", ".join(f"{{{name}}}" for name in names) if names else "no names are known here"
    return f"unknown name {{{shown(name)}}}", meant or have


def fill(text: str, values: Mapping[str, str], *, partly: bool = False) -> str:
    """Fill the placeholders of a text.

    With `partly`, names without a value and doubled braces stay as they are, and braces inside the values are
    doubled, so that the rest can be filled later.
    """
    if "{" not in text and "}" not in text:  # most texts are filled once for each repetition, and hold none
        return text

    def put(token: re.Match[str]) -> str:
        if token[1] is None:
            return token[0] if partly else token[0][:1]
        name, colon, form = token[1].partition(":")
        if name not in values:
            return token[0]
        value = in_form(values[name], form) if colon else values[name]
        return value.replace("{", "{{").replace("}", "}}") if partly else value

    return re.sub(_BRACES, put, text)


def named(text: str) -> frozenset[str]:
    """Give the names that a text asks for."""
    return frozenset(token[1].partition(":")[0] for token in re.finditer(_BRACES, text) if token[1] is not None)
