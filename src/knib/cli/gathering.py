"""What is to be handed out: routines made into sessions, and finished ones taken up again; all of them or none."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from knib.cli import console
from knib.errors import KnibError, SoundError
from knib.spec.choices import Variant

if TYPE_CHECKING:
    from knib.export.carried import Carried
    from knib.share.parcel.model import Handed


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """How sessions are made. `bed` is None where each routine has its own say."""

    voice: Sequence[str] | None = None
    offline: bool = False
    settings: Mapping[str, str]
    variant: Variant = Variant.FULL
    bed: bool | None = None
    discreet: bool = True
    quiet: bool = False


def is_session(source: str) -> bool:
    """Tell whether a source is a finished session, by its ending."""
    return Path(source).suffix.lower() == ".mp3"


def gathered(sources: Sequence[str], wanted: Wanted) -> "list[Handed]":
    """Make or take up a session of each source, in order; tell everything that is wrong with any of them.

    Raises:
        Exit: something is wrong, and was told.
    """
    found: list[Handed] = []
    errors: list[KnibError] = []
    for number, source in enumerate(sources, 1):
        make: Callable[[str, int, Wanted], Handed] = _taken_up if is_session(source) else _made
        try:
            found.append(make(source, number, wanted))
        except KnibError as error:
            console.complaint(error)
            errors.append(error)
    if errors:
        console.note("Nothing was written.")
        raise typer.Exit(errors[0].exit_code)
    return found


def left_alone(folder: Path, files: Collection[str]) -> list[str]:
    """Name what lies in a folder already and is none of what is written there now."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.name not in files)
    except OSError:  # there is no folder yet, or posting will tell what is wrong with it
        return []


def _made(source: str, number: int, wanted: Wanted) -> "Handed":
    """Make a session of a routine."""
    from knib.cli.sources import booth_for, routine_of, source_bytes, store
    from knib.export.captions import webvtt
    from knib.share.parcel.model import Handed
    from knib.share.sheet.model import mark_of
    from knib.studio import Finish, finish, record

    text = source_bytes(source)
    routine = routine_of(text, source, wanted.settings, wanted.variant)
    if wanted.bed is not None:
        routine = replace(routine, sound=replace(routine.sound, bed=wanted.bed))
    with console.progress(routine.title, quiet=wanted.quiet) as spoken:
        session = record(routine, booth_for(routine, wanted.voice, offline=wanted.offline), spoken)
        sound, _ = finish(session, store(), Finish(discreet=wanted.discreet, number=number))
    mark = mark_of(text, wanted.settings)
    words = webvtt(session.timeline)
    return Handed(number=number, timeline=session.timeline, sound=sound, routine=routine, captions=words, mark=mark)


def _taken_up(source: str, number: int, wanted: Wanted) -> "Handed":
    """Take up a finished MP3."""
    from knib.cli.sources import whole_file
    from knib.export.captions import webvtt
    from knib.export.carried import carried, told_anew
    from knib.share.parcel.model import Handed

    data = whole_file(Path(source), cure="name a finished session, or a routine as 'knib list' shows them")
    try:
        found = carried(data)
        if wanted.bed:
            _look_for_bed(found)
        sound = told_anew(found, number, discreet=wanted.discreet)
    except SoundError as err:
        raise SoundError(f"{source}: {err}", cure=err.cure) from err
    captions = webvtt(found.timeline) if found.worded else _beside(Path(source))
    return Handed(number=number, timeline=found.timeline, sound=sound, captions=captions)


def _beside(session: Path) -> str:
    """Give the captions that were written beside a finished session, if there are any."""
    from knib.cli.sources import is_file, whole_file

    file = session.with_suffix(".vtt")
    text = whole_file(file, cure="").decode(errors="replace") if is_file(file) else ""
    return text if text.startswith("WEBVTT") else ""


def _look_for_bed(found: "Carried") -> None:
    """Refuse a session without a bed: none can be laid under a finished one.

    Raises:
        SoundError: there is silence between its cues.
    """
    from knib.export.imprint import Under

    if found.under is Under.SILENCE:
        raise SoundError("it has no bed, so podcast apps would skip its rests", cure="knib render ROUTINE --bed")
