"""A phase and a group of phases as written: every key, its shape and its meaning."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from knib.spec.keys import Key, Keys, Values
from knib.spec.lengths import Lengths
from knib.spec.misspelt import keys_of
from knib.spec.model import WRITTEN_TONES, Count, Counting, CuePoint, Fit, Group, Kind, Phase, Tone
from knib.spec.placeholders import PHASE
from knib.spec.shapes import Choice, Desk, Flag, Length, ListOf, Map, OneOrMore, Schema, Shape, Whole, one_of
from knib.spec.texts import WORD, Line
from knib.spec.timing import Timing
from knib.spec.tree import Node, below, shown
from knib.units import HOUR, LENGTH_PATTERN, SECOND, Ms, read_length, seconds

MAX_GROUPS: Final = 8
"""How deep groups may lie in each other."""

PHASE_LENGTH: Final = Length(Ms(100), HOUR, zero=True)
TIMING: Final = Timing(PHASE_LENGTH)

CUE_MOMENT: Final = Length(Ms(-60_000), HOUR, signed=True)

_COUNT: Final = r"(up|down)(?: every (.+))?|last ([1-9][0-9]?)|none"
_COUNT_PATTERN: Final = rf"^\s*(?:(?:up|down)(?:\s+every\s(?:{LENGTH_PATTERN[1:-1]}))?|last\s+[1-9][0-9]?|none)\s*$"


def _count(text: str, node: Node, path: str, desk: Desk) -> Count | None:
    found = re.fullmatch(_COUNT, text)
    if not found:
        known = "write up, down, 'up every 5 s', 'last 3' or none"
        desk.tell(node, path, "bad-count", f"'{shown(text)}' is no way to count", known)
        return None
    if found[3]:
        return Count(way=Counting.LAST, last=int(found[3]))
    if not found[1]:
        return None
    try:
        every = read_length(found[2]) if found[2] else SECOND
    except ValueError as err:
        desk.tell(node, path, "bad-count", shown(str(err), 200))
        return None
    if every < SECOND or every % SECOND:
        desk.tell(node, path, "bad-count", "counting goes by whole seconds", "write 'every 2 s'")
        return None
    return Count(way=Counting(found[1]), every=every)


def _tones(tones: tuple[str, ...], node: Node, path: str, desk: Desk) -> tuple[Tone, ...] | None:
    if len(set(tones)) < len(tones) or ("none" in tones and len(tones) > 1):
        desk.tell(node, path, "bad-tone", "each tone at most once, and 'none' alone")
        return None
    if {Tone.START, Tone.STOP} <= set(tones):
        hint = "the phase that comes next may begin with 'stop'"
        desk.tell(node, path, "bad-tone", "'start' and 'stop' would both sound when the phase begins", hint)
        return None
    return tuple(Tone(tone) for tone in tones if tone != "none")


def _cue_point(values: Values, _node: Node, _path: str, _desk: Desk) -> CuePoint:
    return CuePoint(at=values["at"], text=values["say"], safety=values.get("safety", False))


TONE_WORDS: Final = Choice[str]((*WRITTEN_TONES, "none"))


def cue_point(names: frozenset[str]) -> Keys[CuePoint]:
    """Give the shape of a cue inside or before a phase."""
    at = Key(CUE_MOMENT, "When, from the phase's start; below zero before it.", required=True)
    safety = Key(Flag(), "Whether this is a safety line, which is heard in every variant.")
    return Keys({"at": at, "say": Key(Line(names), "What is said.", required=True), "safety": safety}, _cue_point)


KIND_SAYS: Final = {
    Kind.WORK: "A squeeze or another effort",
    Kind.HOLD: "A holding of what was reached",
    Kind.RELEASE: "A letting-go that is done with care",
    Kind.RELAX: "A relaxing that counts, and never yields",
    Kind.REST: "A rest; it yields to a pause, and to a rest of its own length or more, that follows it",
    Kind.MOVE: "A movement",
    Kind.INHALE: "A breath in",
    Kind.EXHALE: "A breath out",
}


def _phase(values: Values, node: Node, path: str, desk: Desk) -> Phase | None:
    kinds = [kind for kind in Kind if kind in values]
    if len(kinds) != 1:
        here = f"here are {len(kinds)}: {', '.join(kinds)}" if kinds else "here is none"
        desk.tell(node, path, "not-one-kind", f"a phase has exactly one kind; {here}", f"write {one_of(tuple(Kind))}")
        return None
    if "keep" in values and kinds[0] is not Kind.REST:
        message = "only a rest can be kept; other phases never yield"
        desk.tell(below(node, "keep"), f"{path}.keep", "keep-without-rest", message, "delete it")
    written: Ms | Lengths = values["for"]
    each = written.each if isinstance(written, Lengths) else (written,)
    length = min(filter(None, each), default=HOUR)  # one that is left out has no cues
    for index, cue in enumerate(values.get("cues", ())):
        if cue.at >= length:
            message = f"{seconds(cue.at)} is not inside a phase of {seconds(length)}"
            where = below(node, "cues", index, "at")
            desk.tell(where, f"{path}.cues[{index}].at", "cue-after-phase", message, "move it to the next phase")
    return Phase(
        kind=kinds[0],
        command=values[kinds[0]],
        length=min(each),
        lengths=written if isinstance(written, Lengths) else None,
        cues=values.get("cues", ()),
        count=values.get("count"),
        tones=values.get("tone", ()),
        uncounted="count" in values and values["count"] is None,
        toneless=values.get("tone") == (),
        effort=values.get("effort", ""),
        fit=values.get("fit_voice"),
        keep=values.get("keep", False),
    )


def left_out(phase: Phase) -> bool:
    """Return whether a phase lasts 0 s every time, and so is none."""
    return not any(phase.lengths.each if phase.lengths else (phase.length,))


def taken(parts: Sequence[Phase | Group]) -> tuple[Phase | Group, ...]:
    """Return the phases and groups without those that last 0 s, and without groups that then hold nothing."""
    within = (replace(part, phases=taken(part.phases)) if isinstance(part, Group) else part for part in parts)
    return tuple(part for part in within if (part.phases if isinstance(part, Group) else not left_out(part)))


def phase_keys(names: frozenset[str], timing: Shape[Ms | Lengths] = PHASE_LENGTH) -> Keys[Phase]:
    """Give the shape of a phase; `names` are the placeholders its texts may have."""
    count = Map(WORD, _count, {"type": "string", "pattern": rf"{_COUNT_PATTERN}|\{{"})
    kinds: dict[str, Key[Any]] = {
        kind: Key(Line(names, empty=True), f"{says}: its command, spoken on the first instant; may be empty.")
        for kind, says in KIND_SAYS.items()
    }
    rest: dict[str, Key[Any]] = {
        "for": Key(timing, "Its length, exactly.", required=True),
        "cues": Key(ListOf(cue_point(names)), "More to say, at moments inside or before the phase."),
        "count": Key(count, "Numbers spoken on the second: up, down, 'up every 5 s', 'last 3' or none."),
        "tone": Key(
            Map(OneOrMore(ListOf(TONE_WORDS, 1, 5)), _tones, {"uniqueItems": True}),
            "Tones: start, stop, half, tick or none.",
        ),
        "effort": Key(WORD, "How hard; said after the command: 'med halv kraft'."),
        "fit_voice": Key(Choice(tuple(Fit)), "What may happen to a cue that is too long for its room."),
        "keep": Key(Flag(), "A rest that stands even where it would yield."),
    }
    one_kind: Schema = {"oneOf": [{"required": [kind]} for kind in Kind], "dependencies": {"keep": [Kind.REST]}}
    return Keys({**kinds, **rest}, _phase, one_kind)


class _PhaseOrGroup:
    """A phase, or a group of phases; groups may lie in groups. `names` are the placeholders their texts may have."""

    def __init__(self, names: frozenset[str]) -> None:
        self.phase = phase_keys(names, TIMING)
        self.phases = ListOf[Phase | Group](self, 1, 200)
        self.group = Keys[Group](
            {
                "repeat": Key(Whole(1, 10_000), "How often in a row.", required=True),
                "phases": Key(self.phases, "What is repeated.", required=True),
            },
            _group,
        )
        self.known = {*self.phase.known, *self.group.known}

    def read(self, node: Node, path: str, desk: Desk) -> Phase | Group | None:
        if keys_of(node, self.known).isdisjoint(self.group.known):
            return self.phase.read(node, path, desk)
        if path.count(".phases[") > MAX_GROUPS:
            desk.tell(node, path, "too-deep", f"groups lie over {MAX_GROUPS} deep in each other")
            return None
        return self.group.read(node, path, desk)

    def schema(self) -> Schema:
        return {"if": {"anyOf": [{"required": ["repeat"]}, {"required": ["phases"]}]},
                "then": {"$ref": "#/definitions/group"}, "else": {"$ref": "#/definitions/phase"}}  # fmt: skip


def _group(values: Values, _node: Node, _path: str, _desk: Desk) -> Group:
    return Group(repeat=values["repeat"], phases=values["phases"])


def phases_with(names: frozenset[str]) -> ListOf[Phase | Group]:
    """Return the shape of the phases of a repetition; `names` are the placeholders their texts may have."""
    return _PhaseOrGroup(names).phases


_IN_EXERCISE: Final = _PhaseOrGroup(PHASE)
IN_PHASE: Final = _IN_EXERCISE.phase
GROUP: Final = _IN_EXERCISE.group
PHASES: Final = _IN_EXERCISE.phases
