"""Programmes found and read, and the routines of their sessions: for every command that takes a programme."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knib.cli import console
from knib.cli.sources import booth_for, fetch_for, is_file, routine_of, source_bytes
from knib.errors import Problem, SpecError, UsageError
from knib.spec.programme import Adjustments, Assignment, Programme
from knib.units import listed
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.spec.model import Routine
    from knib.spec.shapes import Fetch
    from knib.studio import Rehearsal


@dataclass(frozen=True)
class Course:
    """A programme and where its routines are found. `name` is its file's, or a ready programme's id."""

    name: str
    programme: Programme
    fetch: "Fetch"

    def source(self, session: Assignment) -> str:
        """Give the file name or the id of a session's routine, as it is told in messages."""
        from knib.spec.include import is_file as names_a_file

        beside = names_a_file(session.routine) and is_file(Path(self.name))
        return str(Path(self.name).parent / session.routine) if beside else session.routine

    def routine(self, session: Assignment) -> "Routine":
        """Read a session's routine with its settings, in its variant.

        Raises:
            SpecError: it has problems; all of them.
        """
        text = self.fetch(session.routine)
        return routine_of(text, self.source(session), session.settings, session.variant)


def is_ready(name: str) -> bool:
    """Tell whether a name is a ready programme's id, and no file has it."""
    from knib.spec.library import programmes

    return name in programmes.ids() and not is_file(Path(name))


def text_of(name: str) -> bytes:
    """Read a file, a ready routine or a ready programme.

    Raises:
        UsageError: there is none of that name.
    """
    from knib.spec.library import programmes

    return programmes.load(name) if is_ready(name) else source_bytes(name)


def course_of(text: bytes, name: str, changes: Adjustments | None = None) -> Course:
    """Read a programme from what `text_of` gave, with what is changed of it, and tell what became of its weeks.

    Raises:
        SpecError: it has problems; all of them.
    """
    from knib.spec.programme_reader import read_programme

    fetch = fetch_for(name)
    programme = read_programme(text, name, fetch, changes)
    if changes and changes.weeks is not None:
        _tell_weeks(name, programme, len(read_programme(text, name, fetch).weeks))
    return Course(name, programme, fetch)


def _tell_weeks(name: str, programme: Programme, before: int) -> None:
    """Print how many weeks a programme has instead of its own, and which of them belong together."""
    stages: dict[int, int] = {}
    for week in programme.weeks:
        stages[week.stage] = week.number
    spans = [f"{first}" if first == last else f"{first}-{last}" for first, last in stages.items()]
    if len(programme.weeks) != before:
        told = f"{len(programme.weeks)} weeks in place of {before}; its stages are weeks {listed(spans, 'and')}"
        console.note(f"{name}: {told}, and what grows climbs over them.")


def load_course(name: str, changes: Adjustments | None = None) -> Course:
    """Read a programme by file name or id, with what is changed of it.

    Raises:
        UsageError: there is no such file or id, or it is a routine.
        SpecError: it has problems; all of them.
    """
    from knib.spec import library
    from knib.spec.library import programmes

    if name in library.ids() and not is_file(Path(name)):
        cure = f"'knib render {name}' makes a session of it"
        raise UsageError(f"{name} is a routine, and no programme.", cure=cure)
    if not is_ready(name) and not Path(name).exists():
        from difflib import get_close_matches

        close = get_close_matches(name, programmes.ids(), n=1)
        meant = f"did you mean '{close[0]}'?" if close else f"choose one of: {', '.join(programmes.ids())}"
        raise UsageError(f"There is no file and no ready programme '{name}'.", cure=meant)
    return course_of(text_of(name), name, changes)


def is_course(name: str) -> bool:
    """Tell whether a name is that of a programme; one that names nothing is none."""
    from knib.spec.programme_reader import is_programme

    path = Path(name)
    return is_ready(name) or (is_file(path) and is_programme(text_of(name), name))


def routines_only(names: Sequence[str], command: str, cure: str) -> None:
    """Refuse programmes where a command takes routines alone; `cure` is told with the programme's name in it.

    Raises:
        UsageError: one of the names is that of a programme.
    """
    for name in filter(is_course, names):
        raise UsageError(f"{name} is a programme, and '{command}' takes routines.", cure=cure.format(name))


def rehearsals(course: Course, voice: Sequence[str] | None, *, offline: bool) -> "dict[Assignment, Rehearsal]":
    """Place each distinct session in time, and make no sound of it.

    Raises:
        SpecError: something does not fit; every problem of every session, with its place in the programme.
        VoiceError: the voice cannot speak.
    """
    from knib.clinic.course import carried_out
    from knib.clinic.outcome import Failed
    from knib.studio import rehearse

    def rehearsed(session: Assignment) -> "Rehearsal":
        routine = course.routine(session)
        return rehearse(routine, booth_for(routine, voice, offline=offline))

    found: dict[Assignment, Rehearsal] = {}
    problems: dict[Problem, None] = {}
    attempts = [partial(rehearsed, each) for each in course.programme.distinct()]
    for outcome in carried_out(course.programme, attempts):
        if not isinstance(outcome, Failed):
            found[outcome.wanted] = outcome.result
        elif isinstance(outcome.error, SpecError):
            problems.update(dict.fromkeys(outcome.error.problems))
        else:
            raise outcome.error
    if problems:
        raise SpecError(problems)
    return found


def check_course(course: Course, voice: Sequence[str] | None, *, offline: bool) -> None:
    """Place each distinct session of a programme.

    Raises:
        SpecError: something does not fit; every problem of every session.
    """
    from knib.cli.overview import estimates
    from knib.cli.weeks import arrangements

    found = rehearsals(course, voice, offline=offline)
    periods = course.programme.periods()
    titles = [[found[session].routine.title for session in period.week.sessions] for period in periods]
    for line in arrangements(course.programme, titles):
        console.note(f"{course.name}: {line[0].lower()}{line[1:]}")
    guessed = [each for each in found.values() if each.estimated]
    if guessed:
        console.note(f"{course.name}: {estimates(guessed[-1])}")
