"""What each key of the language may hold, in English words, and the sections that the keys stand in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from knib.spec import placeholders, shapes, texts
from knib.spec.exercise_keys import EXERCISE_KEYS
from knib.spec.how_often_keys import HOW_OFTEN, WEEKDAYS, Ranged
from knib.spec.include import INCLUDE, MAX_DEEP, MAX_INCLUDES, Settings
from knib.spec.keys import Keys
from knib.spec.pacing_keys import FITTED, RANGE, RULES, Announcing, PacingRules, SessionLength, Switch
from knib.spec.parameters import PARAMETER, Parameters, Value
from knib.spec.phase_keys import GROUP, IN_PHASE, MAX_GROUPS, PHASES, cue_point
from knib.spec.programme import MAX_WEEKS
from knib.spec.programme_days import Sessions
from knib.spec.programme_keys import REST_DAYS, Span, Stages
from knib.spec.programme_sessions import Growing, Session
from knib.spec.rounds import EXERCISES, ROUNDS
from knib.spec.routine_keys import ROUTINE, SOUND, STEP, VOICE, VOICES
from knib.spec.shared import Shared
from knib.spec.timing import Reps, Timing
from knib.units import HOUR, Ms, seconds
from programme_reference import SECTIONS as PROGRAMME_SECTIONS

SECTIONS: Final[Sequence[tuple[str, str, Keys[Any]]]] = (
    ("routine", "The whole file.", ROUTINE),
    (
        "how_often",
        "How often and for how long; at least one key. A diary has room for the most of a range, a calendar the least.",
        HOW_OFTEN,
    ),
    ("parameter", "A parameter with limits; without limits its value alone is enough: `hold: 5 s`.", PARAMETER),
    ("step", "One thing in `intro` or `outro`.", STEP),
    ("voice", "Who speaks, and how fast.", VOICE),
    ("sound", "What is heard around the words.", SOUND),
    (
        "include",
        f"A list of another file, in place of itself: at most {MAX_INCLUDES} files, {MAX_DEEP} deep, and 1 MB in all.",
        INCLUDE,
    ),
    ("pacing", "The rules of pacing that may add something; see [pacing](../how-to/pacing.md).", RULES),
    ("fit", "How long the session must be; see [fit](../how-to/fit.md).", FITTED),
    ("exercise", "A chapter of the session.", EXERCISE_KEYS),
    (
        "rounds",
        "Exercises done in rounds. Each is a chapter with its own dose; `{round}` is the round's number.",
        ROUNDS,
    ),
    ("phase", "A timed part of an exercise. It has exactly one kind, and the kind's value is its command.", IN_PHASE),
    ("cue", "Something more to say in a phase.", cue_point(placeholders.PHASE)),
    ("group", f"Phases done several times in a row. Groups may lie {MAX_GROUPS} deep in each other.", GROUP),
)
"""Each group of keys: its name, what it is, and its table."""

NAMED: Final[Sequence[tuple[object, str]]] = (
    (texts.WORD, "text"),
    (texts.NOTE, "unspoken text"),
    (VOICES, "a voice, or a list of voices"),
    (RANGE, "range of per cent around 100, as in `50-200 %`"),
    (REST_DAYS, "a day, or a list of days: `mandag` to `søndag`"),
    (WEEKDAYS, "a day, or a list of days: `mandag` to `søndag`"),
    (EXERCISES, "list of [exercise](#exercise), [rounds](#rounds) or [include](#include)"),
    (ROUNDS.known["exercises"].shape, "list of [exercise](#exercise) or [include](#include)"),
    (PHASES, "list of [phase](#phase) or [group](#group)"),
)
"""Shapes that are known by themselves, whatever they are made of."""

WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    texts.Line: lambda line: "spoken text, may be empty" if line.empty else "spoken text",
    shapes.Length: lambda it: (
        f"{'moment' if it.signed else 'length'}, {_length(it.low)} to {_length(it.high)}{', or 0 s' * it.zero}"
    ),
    Timing: lambda it: f"{words(it.one)}; a list of one for each set; or a ladder, as `5 s .. 10 s`",
    Reps: lambda it: f"{words(it.one)}; a list of one for each set; or a ladder, as `8 .. 12`",
    shapes.Whole: lambda whole: f"whole number, {whole.low:,} to {whole.high:,}",
    Ranged: lambda it: f"whole number or range, {it.low} to {it.high}: `3`, `2-3`",
    shapes.Flag: lambda _: "`true` or `false`",
    shapes.Choice: lambda choice: ", ".join(f"`{word}`" for word in choice.words),
    shapes.OneOrMore: lambda some: f"one or a list of: {words(some.many.shape)}",
    shapes.ShortOrLong: lambda it: f"{words(it.short)}; or {words(it.keys)}",
    shapes.ListOf: lambda many: f"list of {words(many.shape)}",
    shapes.Map: lambda mapped: words(mapped.shape),
    Shared: lambda shared: f"{words(shared.many)} or [include](#include)",
    Settings: lambda _: "names and their values",
    Span: lambda _: f"a week, or the first and the last: `3`, `1-2`; at most {MAX_WEEKS}",
    Growing: lambda _: "names and their values, or [ladders](#ladders)",
    Stages: lambda _: "list of [stage](#stage)",
    Sessions: lambda it: f"{words(it.plain)}; or names of days, each with a session or a list",
    Session: lambda _: "text, or [session](#session)",
    Value: lambda _: "length, number or text",
    Parameters: lambda _: "names, each with a value or a [parameter](#parameter)",
    Switch: lambda _: "`on` or `off`",
    PacingRules: lambda _: "`on`, `off` or [pacing](#pacing)",
    SessionLength: lambda _: "length, or [fit](#fit)",
    Announcing: lambda _: "`true`, `false`, or one or a list of: `name`, `set`, `rep`",
    Keys: lambda keys: f"[{_section(keys)}](#{_section(keys)})",
}
"""How each shape is put into words. A shape that is missing here stops the run."""


def words(shape: object) -> str:
    """Say what a value can be."""
    known = next((says for thing, says in NAMED if thing is shape), None)
    return known or WORDS[type(shape)](shape)


def _length(length: Ms) -> str:
    return f"{length // HOUR} h" if length >= HOUR else seconds(length)


def _section(keys: Keys[Any]) -> str:
    """Find the section that describes a group of keys; those of `after` are the keys of a phase."""
    return next(
        name for name, _, described in (*SECTIONS, *PROGRAMME_SECTIONS) if described.known.keys() == keys.known.keys()
    )
