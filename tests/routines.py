"""Routines for tests: written, planned with a voice of 50 ms a letter, and drawn at random by Hypothesis."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import strategies as st

from knib.errors import Problem, SpecError
from knib.plan.cue import Cue, Sounding
from knib.plan.place import place
from knib.plan.script import Script, write
from knib.plan.timeline import Role, Timeline
from knib.spec.model import Routine
from knib.spec.reader import read
from knib.units import Ms

LETTER: Final = 50
"""Each sign of a cue takes 50 ms at the calm pace: `Hold.` takes 250 ms."""

NAME: Final = "øvelse.yaml"


def lengths(script: Script) -> Mapping[Cue, Ms]:
    """Say how long each cue takes; a hasty one takes less, rounded down."""
    return measured(script.cues)


def measured(cues: Sequence[Cue]) -> Mapping[Cue, Ms]:
    """Say how long each of these cues takes."""
    return {cue: Ms(LETTER * len(cue.text) * 100 // cue.haste) for cue in cues}


def understood(text: str) -> Routine:
    return read(text.encode(), NAME)


def planned(text: str) -> Timeline:
    """Read, write and place a routine, without the tones that wake a loudspeaker."""
    script = replace(write(understood(text)), wakes=False)
    return place(script, lengths(script))


def refused(text: str) -> tuple[Problem, ...]:
    """Give the problems of a routine that cannot be read or placed."""
    with pytest.raises(SpecError) as caught:
        planned(text)
    return caught.value.problems


def exercise(body: str, *, head: str = "", tail: str = "") -> str:
    """Put the keys of one exercise into a routine."""
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    return f"routine: Prøve\n{head}exercises:\n  - name: Øvelse\n{lines}{tail}"


def spans(timeline: Timeline) -> list[tuple[int, int, str]]:
    """Give start, end and command of each phase."""
    return [(span.start, span.end, span.label) for span in timeline.spans]


def heard(timeline: Timeline, *roles: Role) -> list[tuple[int, str]]:
    """Give start and text of each sound, all or of these roles."""
    return [(placed.start, named(placed.sound)) for placed in timeline.placed if not roles or placed.role in roles]


def named(sound: Sounding) -> str:
    return sound.text if isinstance(sound, Cue) else str(sound)


LENGTHS: Final = {
    "1 s": 1000,
    "2 s": 2000,
    "3,5 s": 3500,
    "0:06": 6000,
    "1500 ms": 1500,
    "10 sek.": 10_000,
    "30 s": 30_000,
    "2 min": 120_000,
}
WORDS: Final = ("", "", "A", "Hold.", "Slip helt.", "Knib {rep} af {reps}", "{for}", "Sæt {set}. Nu.")
BETWEEN: Final = ("", "Pause", "Sæt dig op. Sådan.", "Pause, {for}")

FIRM: Final = {"work": "Knib", "for": "2 s"}
TO_SIDE: Final = ("Skift til {side}", "{side} nu")

flags = st.booleans()
tones: st.SearchStrategy[object] = st.sampled_from(("none", "half", "tick", "start", "stop", ["start", "half"]))
counts = st.sampled_from(("none", "up", "down", "last 3", "up every 2 s"))
fits = st.sampled_from(("refuse", "faster", "tone"))
kinds = st.sampled_from(("work", "hold", "release", "relax", "rest", "rest", "rest", "move", "inhale", "exhale"))


@st.composite
def phases(draw: st.DrawFn, words: tuple[str, ...] = WORDS) -> dict[str, Any]:
    """Draw one phase."""
    kind, length = draw(kinds), draw(st.sampled_from(sorted(LENGTHS)))
    more = {"tone": tones, "count": counts, "fit_voice": fits, "effort": st.just("let")}
    chosen = draw(st.sets(st.sampled_from(sorted(more)), max_size=1))
    phase = {kind: draw(st.sampled_from(words)), "for": length} | {name: draw(more[name]) for name in sorted(chosen)}
    if kind == "rest" and draw(flags):
        phase["keep"] = draw(flags)
    if draw(st.integers(0, 3)) == 0:
        moments = ["-0,3 s", "-2 s", *(["2500 ms"] if LENGTHS[length] > 2500 else ["0,5 s"])]
        phase["cues"] = [{"at": draw(st.sampled_from(moments)), "say": "Nu"}]
    return phase


groups = st.fixed_dictionaries({"repeat": st.integers(1, 3), "phases": st.lists(phases(), min_size=1, max_size=2)})
nested = st.fixed_dictionaries({"repeat": st.just(2), "phases": st.lists(phases() | groups, min_size=1, max_size=2)})


@st.composite
def exercises(draw: st.DrawFn) -> dict[str, Any]:
    """Draw one exercise that the reader takes."""
    row = draw(st.lists(phases() | groups | nested, min_size=1, max_size=3))
    whole: dict[str, Any] = {"name": draw(st.sampled_from(("Lange knib", "Hvil"))), "phases": [FIRM, *row]}
    optional = {
        "say": st.sampled_from(("Nu højre. Så venstre.", "Kom i gang med {reps} gange.")),
        "announce": flags | st.sampled_from(("set", "rep", ["set", "rep"], ["name", "set", "rep"], [])),
        "sets": st.integers(1, 3),
        "reps": st.integers(1, 3),
        "effort": st.just("med halv kraft"),
        "position": st.sampled_from(("siddende", "stående")),
        "between_sets": phases(BETWEEN),
        "after": phases(("", "Pause", "Rejs dig, {for}")),
        "reminders": st.lists(st.sampled_from(("Ånd", "Træk vejret.")), max_size=2),
    }
    for name in sorted(draw(st.sets(st.sampled_from(sorted(optional))))):
        whole[name] = draw(optional[name])
    if draw(flags):
        whole |= {"sides": ["højre", "venstre"], "alternate": draw(flags), "between_sides": draw(phases(TO_SIDE))}
    if draw(flags) and "reps" not in whole and all("phases" not in part for part in row):
        once = 2000 + sum(LENGTHS[str(part["for"])] for part in row)
        whole["lasting"] = f"{once * draw(st.integers(1, 3)) + draw(st.integers(0, 900))} ms"
    return draw(differing(whole)) if "lasting" not in whole and draw(flags) else whole


@st.composite
def differing(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Let the sets of an exercise differ, or its first phase climb."""
    sets = whole.get("sets", 1)
    if sets > 1 and draw(flags):
        whole["reps"] = draw(st.lists(st.integers(1, 3), min_size=sets, max_size=sets))
    reps = whole.get("reps", 1)
    longs = [draw(st.sampled_from(("2 s", "4,1 s"))) for _ in range(sets)]
    ladders = ["2 s .. 5 s"] * (isinstance(reps, int) and reps > 1) + ["5 s .. 2 s over sets"] * (sets > 1)
    first = whole["phases"][0] | {"for": draw(st.sampled_from([longs, *ladders]))}
    return whole | {"phases": [first, *whole["phases"][1:]]}


rounds = st.fixed_dictionaries(
    {"repeat": st.integers(1, 3), "exercises": st.lists(exercises(), min_size=1, max_size=2)},
    optional={"between_rounds": phases(("", "Runde {round} af {rounds}"))},
)

steps = st.lists(
    st.sampled_from(({"say": "Velkommen. Læg dig."}, {"pause": "2 s"}, {"say": "Godt.", "keep": True})), max_size=3
)


def at_most(part: Mapping[str, Any]) -> int:
    """Return how long a routine, a round, an exercise, a group or a phase lasts when every rest is taken, in ms."""
    if "exercises" in part:
        row = [*part["exercises"], *([part["between_rounds"]] if "between_rounds" in part else [])]
        return int(part.get("repeat", 1)) * sum(map(at_most, row))
    if "phases" not in part:
        return LENGTHS.get(str(part["for"]), 5000)  # a list or a ladder climbs to 5 s
    reps, sides = part.get("reps", 1), len(part.get("sides", [""]))
    once = int(part.get("repeat", 1)) * sum(map(at_most, part["phases"])) * (3 if isinstance(reps, list) else reps)
    turns = max(once, int(str(part.get("lasting", "0 ms")).split()[0])) * sides
    pauses = [at_most(part[name]) for name in ("between_sides", "between_sets", "after") if name in part]
    return int(part.get("sets", 1)) * (turns + sum(pauses) * 5)  # 3 times on 2 sides have 5 borders


LONGEST: Final = 11 * 3_600_000
"""The phases of a session last no longer than this: with what is said around them it stays under the 12 hours."""

documents: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"routine": st.just("Prøve"), "exercises": st.lists(exercises() | exercises() | rounds, min_size=1, max_size=3)},
    optional={
        "about": st.just("Til prøve: {{}}."),
        "how_often": st.sampled_from(
            ({"times_a_day": "2-3", "weeks": 8}, {"every_days": 2}, {"weekdays": "mandag"}, {"days_a_week": 3})
        ),
        "parameters": st.just(
            {"hold": {"default": "5 s", "min": "2 s", "max": "1:00", "label": "Hold"}, "reps": 3, "navn": "Bo"}
        ),
        "ask_first": st.just(["kateter"]),
        "voice": st.just({"engine": "espeak", "pace": "rolig"}),
        "fit_voice": fits,
        "sound": st.sampled_from(({"tones": "soft", "bed": True}, {"wake": "off"}, {"tones": "none"})),
        "position": st.just("liggende"),
        "effort": st.just("let"),
        "between_positions": st.sampled_from(
            ({"move": "Skift: {position}.", "for": "5 s"}, {"rest": "{position}", "for": "3 s"})
        ),
        "pacing": st.sampled_from(("on", "off", True, {"countdown": "on"}, {"closing": "on", "gaps": "off"})),
        "fit": st.sampled_from(("5 min", "0:40", {"length": "90 s", "rests": "20-300 %"}, {"length": "2 min"})),
        "intro": steps,
        "outro": steps,
    },
).filter(lambda document: at_most(document) <= LONGEST)
"""Routines that the reader takes, as plain data. Some of their cues do not fit."""

texts = documents.map(lambda data: json.dumps(data, ensure_ascii=False, indent=1))
"""The same as YAML; JSON is YAML (1.2, section 1.3)."""
