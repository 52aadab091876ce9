"""What a person has to read aloud, for all that routines say: each distinct line once."""

import unicodedata
from collections.abc import Iterable

from knib.plan.script import Script


def line_of(text: str) -> str:
    """Write a cue as a recording of it is known by: composed letters and single spaces.

    A cue that is spoken in more than one haste is still one line: nobody reads the same words at three paces.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def lines_of(scripts: Iterable[Script]) -> tuple[str, ...]:
    """Give the distinct lines of routines, in the order of their first mention; counted numbers are lines, too."""
    return tuple(dict.fromkeys(line_of(cue.text) for script in scripts for cue in script.cues))
