"""An example of every key of a programme file, and the smallest programme that each can stand in.

The reference shows the examples, and a test reads every one of them.
"""

from collections.abc import Mapping
from typing import Final

EXAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "programme": {
        "programme": "programme: Stærkere på tolv uger",
        "about": "about: Korte knib, der vokser.",
        "source": "source: NICE NG123 (2021)",
        "for_whom": "for_whom: Dig, der drypper, når du hoster.",
        "ask_first": "ask_first: [{include: hosteknib}]",
        "safety": 'safety: ["Stop, hvis det gør ondt."]',
        "times": "times: 3",
        "rest_days": "rest_days: søndag",
        "stages": "stages: [{weeks: 1-6, sessions: hosteknib}]",
    },
    "stage": {
        "weeks": "weeks: 1-2",
        "sessions": "sessions: [blid-start, hosteknib]",
        "in_turn": "in_turn: true",
        "times": "times: 2-3",
        "rest_days": "rest_days: [lørdag, søndag]",
        "goal": "goal: Du kan holde et knib i 5 sekunder.",
    },
    "session": {
        "routine": "routine: blid-start",
        "set": "set: {hold: 3 s .. 10 s over 6 uger, reps: 10}",
        "variant": "variant: short",
    },
}
"""By section of the reference and by key."""

_PROGRAMME: Final = "programme: Prøve\n"

FRAMES: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "programme": ("", "", (_PROGRAMME.strip(), EXAMPLES["programme"]["stages"])),
    "stage": (f"{_PROGRAMME}stages:\n", "  - ", ("weeks: 1", "sessions: [blid-start, hosteknib]")),
    "session": (
        f"{_PROGRAMME}stages:\n  - weeks: 1-6\n    sessions:\n",
        "      - ",
        (EXAMPLES["session"]["routine"],),
    ),
}
"""By section: what stands above an example, how it is indented, and the keys that must stand beside it."""


def framed(section: str, key: str) -> str:
    """Give a whole programme around the example of a key."""
    above, indent, beside = FRAMES[section]
    lines = [EXAMPLES[section][key], *(line for line in beside if line.partition(":")[0] != key)]
    return above + indent + f"\n{indent.replace('-', ' ')}".join(lines) + "\n"
