"""A programme of four weeks, and its sessions as if they had been made: 2 min, 3 min and 90 s."""

from functools import cache
from typing import Final

from knib.share.programme.overview import Lesson, Overview, lesson_of, overview
from knib.spec import library
from knib.spec.programme import Assignment, Programme
from knib.spec.reader import read
from knib.units import MINUTE, Ms
from programmes import programme

TEXT: Final = """\
programme: Ro & <fred> på fire uger
about: Knib, der vokser.
for_whom: Dig, der vil i gang.
source: Vores egne tal.
ask_first: [Kateter i blæren.]
safety: ["Stop, hvis det gør ondt."]
times: 3
rest_days: [lørdag, søndag]
stages:
  - weeks: 1-2
    goal: Du kan mærke et knib.
    sessions: find-musklen
  - weeks: 3-4
    times: 2
    rest_days: []
    sessions:
      - {routine: blid-start, set: {hold: 4 s .. 6 s, reps: 10}}
      - {routine: hosteknib, set: {reps: 5}}
"""

LENGTHS: Final = {"find-musklen": 2 * MINUTE, "blid-start": 3 * MINUTE, "hosteknib": 90_000}


@cache
def four_weeks() -> Programme:
    return programme(TEXT)


def length(session: Assignment) -> Ms:
    return Ms(LENGTHS[session.routine])


@cache
def lesson(session: Assignment) -> Lesson:
    routine = read(library.load(session.routine), session.routine, session.settings)
    return lesson_of(routine, length(session))


def seen(written: Programme | None = None) -> Overview:
    written = written or four_weeks()
    return overview(written, {session: lesson(session) for session in written.distinct()})
