"""What was found in an examination, where it stands without a dose: said as what it is, and the dose is asked for.

PERFECT (Laycock & Jerwood 2001): power (0-5), endurance (seconds of a maximal squeeze), repetitions, fast squeezes.
"""

import re
from typing import Final, NamedTuple

_SLASHED: Final = re.compile(
    r"\bperfect\D{0,15}?([0-5])\s*[/,-]\s*(\d{1,2})\s*[/,-]\s*(\d{1,2})\s*[/,-]\s*(\d{1,3})", re.IGNORECASE
)
_LETTERED: Final = re.compile(
    r"\bp\s*[:=]?\s*([0-5])\D{1,4}e\s*[:=]?\s*(\d{1,2})\D{1,4}r\s*[:=]?\s*(\d{1,2})\D{1,4}f\s*[:=]?\s*(\d{1,3})",
    re.IGNORECASE,
)
_STRENGTH: Final = re.compile(r"\b(?:oxford|mos|ox)\b\D{0,15}?([0-5])", re.IGNORECASE)


class Finding(NamedTuple):
    """What was found, in words, and the dose that trains just that; empty where a finding tells of none."""

    told: str
    start: int
    end: int
    dose: str


def finding(line: str) -> Finding | None:
    """Return what an examination found, if the line tells of one."""
    if scheme := _SLASHED.search(line) or _LETTERED.search(line):
        power, hold, reps, fast = map(int, scheme.groups())
        told = f"PERFECT: power {power}, held for {hold} s, {reps} repetitions, {fast} fast ones"
        parts = [f"{reps} knib; hold {hold} sekunder"] * (hold > 0 and reps > 0) + [f"{fast} hurtige knib"] * (fast > 0)
        return Finding(told, *scheme.span(), "; derefter ".join(parts))
    if strength := _STRENGTH.search(line):
        return Finding(f"Oxford {strength[1]}: a strength that was found", *strength.span(), "")
    return None
