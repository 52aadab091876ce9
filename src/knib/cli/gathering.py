"""What is to be handed out: routines made into sessions, and finished ones taken up again; all of them or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from knib.audio.form import Format
from knib.cli import console
from knib.cli.inputs import Input
from knib.errors import KnibError, SoundError, UsageError
from knib.spec.choices import Variant
from knib.values import dataclass

if TYPE_CHECKING:
    from knib.cli.programmes import Course
    from knib.export.carried import Carried
    from knib.share.parcel.model import Handed
    from knib.spec.model import Routine
    from knib.spec.programme import Assignment


def changed_of(settings: Mapping[str, str], weeks: int | None) -> dict[str, str]:
    """Return what is changed of a programme, for the mark by which it is known again."""
    return dict(settings) if weeks is None else {**settings, "--weeks": str(weeks)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """How sessions are made. `bed` is None where each routine has its own say; `weeks` are those of a programme."""

    voice: Sequence[str] | None = None
    offline: bool = False
    settings: Mapping[str, str]
    weeks: int | None = None
    variant: Variant = Variant.FULL
    bed: bool | None = None
    discreet: bool = True
    quiet: bool = False

    @property
    def changed(self) -> dict[str, str]:
        """What is changed of a programme, for the mark by which it is known again."""
        return changed_of(self.settings, self.weeks)


def is_session(source: Input) -> bool:
    """Return whether a source is a finished session, by its ending."""
    return source.dose is None and Path(source.name).suffix.lower() in {f".{form}" for form in Format}


def course_among(sources: Sequence[Input], wanted: Wanted) -> "Course | None":
    """Read the programme that shall be handed out, if it is one.

    Raises:
        UsageError: there is something beside it, or it shall be changed.
        SpecError: it has problems; all of them.
    """
    from knib.cli.programmes import is_course, load_course
    from knib.spec.programme import Adjustments

    names = [each.name for each in sources if each.dose is None and not is_session(each) and is_course(each.name)]
    if not names:
        return None
    if len(sources) > 1:
        raise UsageError("A programme is handed out alone.", cure=f"leave the others out: {names[0]}")
    if wanted.variant is not Variant.FULL:
        raise UsageError("A programme says the variant of each week itself.", cure="leave out --variant")
    return load_course(names[0], Adjustments(settings=wanted.settings, weeks=wanted.weeks))


def gathered(sources: Sequence[Input], wanted: Wanted) -> "list[Handed]":
    """Make or take up a session of each source, in order; tell everything that is wrong with any of them.

    Raises:
        UsageError: a finished session shall be changed.
        Exit: something is wrong, and was told.
    """
    _refuse_changes(sources, wanted)
    steps = [_taken_up if is_session(source) else _made for source in sources]
    attempts = (
        partial(step, source, number, wanted)
        for number, (step, source) in enumerate(zip(steps, sources, strict=True), 1)
    )
    return _all(attempts, json=wanted.quiet)


def _refuse_changes(sources: Sequence[Input], wanted: Wanted) -> None:
    """Refuse what has no effect on a finished session, lest it be thought that it had.

    Raises:
        UsageError: one shall have another dose, or all of them another voice.
    """
    finished = [each.name for each in sources if is_session(each)]
    changes = {"--set": bool(wanted.settings), "--variant": wanted.variant is not Variant.FULL}
    if len(finished) == len(sources):
        changes |= {"--voice": bool(wanted.voice), "--no-bed": wanted.bed is False}
    useless = [option for option, given in changes.items() if given]
    if finished and useless:
        cure = f"leave it out, or name the routine in place of {finished[0]}"
        raise UsageError(f"{' and '.join(useless)} cannot change a finished session: {finished[0]}.", cure=cure)


def gathered_course(course: "Course", wanted: Wanted) -> "list[Handed]":
    """Make each distinct session of a programme, in order; tell everything that is wrong with any of them.

    Raises:
        Exit: something is wrong, and was told.
    """
    from knib.share.programme.days import often_of
    from knib.share.programme.names import stems, weeks_in_words

    names = stems(course.programme)
    weeks: dict[Assignment, tuple[str, ...]] = {}
    for period in course.programme.sets():
        for session in period.week.sessions:
            weeks[session] = (*weeks.get(session, ()), weeks_in_words(period.first, period.last))
    made = _all(
        partial(_of_course, course, session, number, wanted)
        for number, session in enumerate(course.programme.distinct(), 1)
    )
    return [
        replace(each, stems=names[session], weeks=weeks[session], often=often_of(course.programme, session))
        for each, session in zip(made, course.programme.distinct(), strict=True)
    ]


def _all(attempts: "Iterable[Callable[[], Handed]]", *, json: bool = False) -> "list[Handed]":
    """Carry out all attempts, and tell what is wrong with each that fails; questions about doses as data with `json`.

    Raises:
        Exit: one failed.
    """
    found: list[Handed] = []
    errors: dict[str, KnibError] = {}
    for attempt in attempts:
        try:
            found.append(attempt())
        except KnibError as error:
            if str(error) not in errors:  # two weeks may ask for the same
                console.complaint(error)
            errors[str(error)] = error
    questions = [question for error in errors.values() if (question := console.question_of(error))]
    if json and questions:
        console.data([console.question_data(question) for question in questions])
    if errors:
        console.note("Nothing was written.")
        raise typer.Exit(next(iter(errors.values())).exit_code)
    return found


def _made(source: Input, number: int, wanted: Wanted) -> "Handed":
    """Make a session of a routine."""
    from knib.cli.sources import routine_of
    from knib.share.sheet.model import mark_of

    text = source.text()
    routine = routine_of(text, source.name, wanted.settings, wanted.variant)
    return replace(_recorded(routine, number, wanted), mark=mark_of(text, wanted.settings))


def _of_course(course: "Course", session: "Assignment", number: int, wanted: Wanted) -> "Handed":
    """Make a session of a programme."""
    from knib.clinic.course import in_its_place

    try:
        return _recorded(course.routine(session), number, wanted)
    except KnibError as error:
        raise in_its_place(error, session) from error


def _recorded(routine: "Routine", number: int, wanted: Wanted) -> "Handed":
    from knib.cli.sources import booth_for, store
    from knib.export.captions import webvtt
    from knib.share.parcel.model import Handed
    from knib.studio import Finish, finish, record

    if wanted.bed is not None:
        routine = replace(routine, sound=replace(routine.sound, bed=wanted.bed))
    with console.progress(routine.title, quiet=wanted.quiet) as spoken:
        session = record(routine, booth_for(routine, wanted.voice, offline=wanted.offline), spoken)
        sound, _ = finish(session, store(), Finish(discreet=wanted.discreet, number=number))
    captions = webvtt(session.timeline)
    return Handed(number=number, timeline=session.timeline, sound=sound, routine=routine, captions=captions)


def _taken_up(source: Input, number: int, wanted: Wanted) -> "Handed":
    """Take up a finished MP3."""
    from knib.cli.sources import whole_file
    from knib.export.captions import webvtt
    from knib.export.carried import carried, told_anew
    from knib.share.parcel.model import Handed

    file = Path(source.name)
    data = whole_file(file, cure="name a finished session, or a routine as 'knib list' shows them")
    try:
        found = carried(data)
        if wanted.bed:
            _look_for_bed(found)
        sound = told_anew(found, number, discreet=wanted.discreet)
    except SoundError as err:
        raise SoundError(f"{file}: {err}", cure=err.cure) from err
    captions = webvtt(found.timeline) if found.worded else _beside(file, found)
    return Handed(number=number, timeline=found.timeline, sound=sound, captions=captions)


def _beside(session: Path, found: "Carried") -> str:
    """Return the captions that were written beside a finished session, if there are any and they tell of it."""
    from knib.cli.sources import is_file, whole_file
    from knib.export.carried import belongs_to

    file = session.with_suffix(".vtt")
    text = whole_file(file, cure="").decode(errors="replace") if is_file(file) else ""
    if not text.startswith("WEBVTT"):
        return ""
    if not belongs_to(text, found):
        console.note(f"Warning: {file} tells of another session than {session}, and is left out.")
        return ""
    return text


def _look_for_bed(found: "Carried") -> None:
    """Refuse a session without a bed: none can be laid under a finished one.

    Raises:
        SoundError: there is silence between its cues.
    """
    from knib.export.imprint import Under

    if found.under is Under.SILENCE:
        raise SoundError("it has no bed, so podcast apps would skip its rests", cure="knib render ROUTINE --bed")
