"""Routines that are nearly right: a right one, changed in one to three places, and written as YAML."""

import copy
import json
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import strategies as st

from knib.spec.exercise_keys import EXERCISE_KEYS
from knib.spec.include import INCLUDE
from knib.spec.pacing_keys import FITTED, RULES
from knib.spec.parameters import PARAMETER
from knib.spec.phase_keys import GROUP, IN_PHASE
from knib.spec.programme_keys import PROGRAMME, STAGE
from knib.spec.programme_sessions import SESSION
from knib.spec.rounds import ROUNDS
from knib.spec.routine_keys import ROUTINE, STEP, VOICE
from routines import documents


class Plain(str):
    """A scalar written without quotes."""

    __slots__ = ()


class Pairs(list[list[Any]]):
    """A mapping in which a key may stand twice."""


TABLES: Final = (
    ROUTINE.known,
    EXERCISE_KEYS.known,
    IN_PHASE.known,
    ROUNDS.known,
    GROUP.known,
    STEP.known,
    VOICE.known,
    PARAMETER.known,
    INCLUDE.known,
    RULES.known,
    FITTED.known,
    PROGRAMME.known,
    STAGE.known,
    SESSION.known,
)
KEYS: Final = sorted({name for known in TABLES for name in known} | {"at", "Sets", "sæt", "<<", "a b", "\x1b[2J", "~"})

WORDS: Final = (
    *(
        "",
        " ",
        "\n",
        "x",
        "5 s",
        " 5 s",
        "5 s\n",
        "5\u00a0s",
        "0,5 sek.",
        "1 min og 30 s",
        "1:30",
        "-3 s",
        "- 3 s",
        "5",
    ),
    *("-5", "0 s", "99 t", "0,0001 s", "{", "{{}}", "{reps}", "{side}", "{navn}", "{hold}", "{rep} {set}", "{nix}"),
    *("none", "up", "up  every 2 s", " last 3", "last 100", "down every 0,5 s", "start", "tick", "liggende", "faster"),
    *(
        "1-2",
        "2-1",
        "uge 3",
        "søndag",
        "3 s .. 10 s",
        "8 .. 12 over 2 uger",
        "3 s .. 5",
        "..",
        "hosteknib",
        "../x.yaml",
    ),
    *("on", "off", "OFF", "name", "50-200 %", "50 - 200%", "0-99 %"),
    *("a" + " " * 1001 + "b", "x" * 1001, "\u202e", "\u200b", "\x07", "\ud7ff", "...", "true", "\u2028"),
)
BARE: Final = (
    *(".inf", "-.inf", ".nan", "1:30", "yes", "no", "on", "~", "0x1F", "0o17", "1e3", "5.0", "+5", "010", "1_000"),
    *("9" * 30, "9" * 5000, ".5", "-3 s", "5 s", "null", "True", "1e999", "2020-01-01", "="),
)
scalars: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(BARE).map(Plain),
    st.none(),
    st.booleans(),
    st.integers(-2, 12),
    st.text(max_size=5),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=4,
)
"""Anything a value can be, right or wrong."""

trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner),
    max_leaves=30,
)
"""Any YAML at all."""


def written(value: object) -> str:
    """Write a value as YAML, in flow style with a line for each part."""
    match value:
        case Pairs():
            return "{\n" + ",\n".join(f"{json.dumps(name)}: {written(part)}" for name, part in value) + "}"
        case dict():
            return written(Pairs([name, part] for name, part in value.items()))
        case list():
            return "[\n" + ",\n".join(map(written, value)) + "]"
        case Plain():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def loose(value: object) -> object:
    """Give a value with mappings that can hold a key twice."""
    if isinstance(value, dict):
        return Pairs([name, loose(part)] for name, part in value.items())
    return [loose(part) for part in value] if isinstance(value, list) else value


def spots(node: object) -> Iterator[tuple[list[Any], int]]:
    """Give each place in a tree: what holds it, and its index there."""
    if isinstance(node, list):
        for index, part in enumerate(node):
            yield node, index
            yield from spots(part[1] if isinstance(node, Pairs) else part)


def nearly_right() -> st.SearchStrategy[str]:
    """Draw a routine with a few of its parts changed."""
    return spoiled(documents)


@st.composite
def spoiled(draw: st.DrawFn, right: st.SearchStrategy[Any]) -> str:
    """Draw what is right, and rename, delete, double, swap or replace a few of its parts."""
    tree = loose(draw(right))
    for _ in range(draw(st.integers(1, 3))):
        places = [*spots(tree)]
        if not places:
            break
        holder, index = draw(st.sampled_from(places))
        change(draw, places, holder, index)
    return written(tree)


def change(draw: st.DrawFn, places: list[tuple[list[Any], int]], holder: list[Any], index: int) -> None:
    pairs = isinstance(holder, Pairs)
    match draw(st.sampled_from(("value", "value", "rename", "add", "delete", "double", "swap"))):
        case "rename" if pairs:
            holder[index][0] = draw(st.sampled_from(KEYS))
        case "add" if pairs:
            holder.append([draw(st.sampled_from(KEYS)), draw(values)])
        case "delete":
            del holder[index]
        case "double":
            holder.insert(index, copy.deepcopy(holder[index]))
        case "swap":
            other, place = draw(st.sampled_from(places))
            part = copy.deepcopy(other[place][1] if isinstance(other, Pairs) else other[place])
            holder[index] = [holder[index][0], part] if pairs else part
        case _:
            part = loose(draw(values))
            holder[index] = [holder[index][0], part] if pairs else part
