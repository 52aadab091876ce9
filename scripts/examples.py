"""An example of every key of the routine language, and the smallest routine that each can stand in.

The reference shows the examples, and a test reads and places every one of them.
"""

from collections.abc import Mapping
from typing import Final

from knib.spec.model import Kind

EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "routine": {
        "routine": "routine: Bækkenbund, begynder",
        "about": "about: Korte knib til de første uger.",
        "how_often": "how_often: {times_a_day: 3, weeks: 12}",
        "source": "source: NICE NG123 (2021)",
        "for_whom": "for_whom: Dig, der har fundet musklen.",
        "ask_first": "ask_first: [Kateter i blæren., Urinvejsinfektion.]",
        "safety": 'safety: ["Stop, hvis det gør ondt."]',
        "voice": "voice: {pace: rolig}",
        "parameters": "parameters: {hold: 5 s, reps: 10}",
        "fit_voice": "fit_voice: faster",
        "sound": "sound: {tones: soft}",
        "intro": "intro: [{say: Velkommen.}, {pause: 2 s}]",
        "position": "position: siddende",
        "effort": "effort: med halv kraft",
        "between_positions": 'between_positions: {move: "Skift stilling: {position}.", for: 15 s}',
        "exercises": "exercises: [{name: Lange knib, phases: [{work: Knib og løft., for: 5 s}]}]",
        "outro": "outro: [{say: Du er færdig for i dag.}]",
        "pacing": "pacing: {support: off}",
        "fit": "fit: 15 min",
    },
    "how_often": {
        "times_a_day": "times_a_day: 2-3",
        "days_a_week": "days_a_week: 3",
        "every_days": "every_days: 2",
        "weekdays": "weekdays: [mandag, onsdag, fredag]",
        "every_hours": "every_hours: 3",
        "weeks": "weeks: 8",
        "as_needed": "as_needed: true",
    },
    "parameter": {
        "default": "default: 5 s",
        "min": "min: 2 s",
        "max": "max: 10 s",
        "label": "label: Hvor længe der knibes",
    },
    "step": {
        "say": "say: Læg dig på ryggen med bøjede knæ.",
        "pause": "pause: 2 s",
        "keep": "keep: true",
        "safety": "safety: true",
    },
    "voice": {"engine": "engine: espeak", "pace": "pace: rolig"},
    "sound": {"tones": "tones: soft", "wake": "wake: off", "bed": "bed: true"},
    "include": {"include": "include: hosteknib", "set": "set: {reps: 6}"},
    "pacing": {
        "countdown": "countdown: on",
        "support": "support: off",
        "long_rest": "long_rest: off",
        "gaps": "gaps: off",
        "closing": "closing: on",
    },
    "fit": {"length": "length: 15 min", "rests": "rests: 50-200 %"},
    "exercise": {
        "name": "name: Lange knib",
        "say": 'say: "Knib {reps:gang}. Slip helt efter hvert knib."',
        "announce": "announce: true",
        "position": "position: siddende",
        "effort": "effort: med halv kraft",
        "sides": "sides: [højre, venstre]",
        "alternate": "alternate: true",
        "sets": "sets: 3",
        "reps": "reps: 10",
        "lasting": "lasting: 4 min",
        "phases": 'phases: [{hold: "Stræk {side} ben.", for: 30 s}, {rest: Slip., for: 5 s}]',
        "between_sets": 'between_sets: {rest: "Pause, {for}.", for: 60 s}',
        "between_sides": 'between_sides: {rest: "Skift til {side} side.", for: 10 s}',
        "after": 'after: {move: "Skift stilling: rejs dig op.", for: 15 s}',
        "reminders": "reminders: [Hold ikke vejret., Pres ikke nedad.]",
    },
    "rounds": {
        "repeat": "repeat: 3",
        "exercises": 'exercises: [{name: Bro, say: "Runde {round:.}", phases: [{hold: Løft., for: 10 s}]}]',
        "between_rounds": 'between_rounds: {rest: "Pause, {for}.", for: 60 s}',
    },
    "phase": {
        "work": "work: Knib og løft.",
        "hold": "hold: Hold.",
        "release": "release: Slip langsomt.",
        "relax": "relax: Slap af.",
        "rest": "rest: Slip helt.",
        "move": "move: Rejs dig op.",
        "inhale": "inhale: Træk vejret ind.",
        "exhale": "exhale: Pust ud.",
        "for": "for: 10 s",
        "cues": "cues: [{at: 3 s, say: Træk vejret.}]",
        "count": "count: last 3",
        "tone": "tone: [start, half]",
        "effort": "effort: med halv kraft",
        "fit_voice": "fit_voice: faster",
        "keep": "keep: true",
    },
    "cue": {"at": "at: -3 s", "say": "say: Gør klar.", "safety": "safety: true"},
    "group": {"repeat": "repeat: 3", "phases": "phases: [{work: Knib., for: 1 s}, {release: Slip., for: 1 s}]"},
}
"""By section of the reference and by key."""

_ROUTINE: Final = "routine: Prøve\n"
_EXERCISE: Final = f"{_ROUTINE}exercises:\n  - name: Øvelse\n"
_PHASES: Final = f"{_EXERCISE}    phases:\n"

FRAMES: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "routine": ("", "", (*_ROUTINE.splitlines(), EXAMPLES["routine"]["exercises"])),
    "how_often": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}how_often:\n", "  ", ()),
    "parameter": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}parameters:\n  hold:\n", "    ", ("default: 5 s",)),
    "step": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}intro:\n", "  - ", ("say: Velkommen.",)),
    "voice": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}voice:\n", "  ", ()),
    "sound": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}sound:\n", "  ", ()),
    "pacing": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}pacing:\n", "  ", ()),
    "fit": (f"{EXAMPLES['routine']['exercises']}\n{_ROUTINE}fit:\n", "  ", ("length: 15 min",)),
    "include": (f"{_ROUTINE}exercises:\n", "  - ", ("include: hosteknib",)),
    "exercise": (
        f"{_ROUTINE}exercises:\n",
        "  - ",
        ("name: Øvelse", EXAMPLES["exercise"]["sides"], EXAMPLES["exercise"]["phases"]),
    ),
    "rounds": (f"{_ROUTINE}exercises:\n", "  - ", ("repeat: 3", EXAMPLES["rounds"]["exercises"])),
    "phase": (_PHASES + "      - {work: Knib., for: 2 s}\n", "      - ", ("rest: Slip.", "for: 10 s")),
    "cue": (
        _PHASES + "      - work: Knib.\n        for: 10 s\n        cues:\n",
        "          - ",
        ("at: 5 s", "say: Hold."),
    ),
    "group": (_PHASES, "      - ", ("repeat: 2", "phases: [{work: Knib., for: 2 s}]")),
}
"""By section: what stands above an example, how it is indented, and the keys that must stand beside it."""

EXCLUDED: Final[Mapping[str, frozenset[str]]] = {"pause": frozenset({"say"}), **dict.fromkeys(Kind, frozenset(Kind))}
"""Keys that cannot stand beside a key."""


def framed(section: str, key: str) -> str:
    """Give a whole routine around the example of a key."""
    above, indent, beside = FRAMES[section]
    out = {key} | EXCLUDED.get(key, frozenset())
    lines = [EXAMPLES[section][key], *(line for line in beside if line.partition(":")[0] not in out)]
    return above + indent + f"\n{indent.replace('-', ' ')}".join(lines) + "\n"
