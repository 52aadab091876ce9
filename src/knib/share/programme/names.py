"""What a programme's files are called, so that a patient finds this week's by its name alone.

Weeks with the same sessions share their files: `uge-01.mp3`, `uge-03-til-06.mp3`; several sessions each time are told
apart by letters in their order, `uge-01-a.mp3`. The names tell nothing of what is trained.
"""

from string import ascii_lowercase
from typing import NamedTuple

from knib.spec.programme import Assignment, Period, Programme


class Slot(NamedTuple):
    """A session of some weeks: the file it is heard from, without its ending, and what a player calls it."""

    stem: str
    label: str
    session: Assignment


def slots(programme: Programme) -> tuple[Slot, ...]:
    """Give the slots of a programme, week after week and in the order in which they are done."""
    return tuple(slot for period in programme.sets() for slot in slots_of(period))


def slots_of(period: Period) -> tuple[Slot, ...]:
    """Give the slots of weeks that have the same sessions."""
    sessions = period.week.sessions
    stem, label = f"uge-{period.first:02}", f"Uge {weeks_in_words(period.first, period.last)}"
    if period.last > period.first:
        stem += f"-til-{period.last:02}"
    if len(sessions) == 1:
        return (Slot(stem, label, sessions[0]),)
    letters = zip(ascii_lowercase, sessions, strict=False)  # there are far fewer sessions than letters
    return tuple(Slot(f"{stem}-{letter}", f"{label} {letter}", session) for letter, session in letters)


def weeks_in_words(first: int, last: int) -> str:
    """Write which weeks: `1`, `3–6`."""
    return f"{first}–{last}" if last > first else f"{first}"


def stems(programme: Programme) -> dict[Assignment, tuple[str, ...]]:
    """Give each distinct session and the names it has, one for each run of weeks in which it is done."""
    found: dict[Assignment, tuple[str, ...]] = {}
    for slot in slots(programme):
        found[slot.session] = (*found.get(slot.session, ()), slot.stem)
    return found
