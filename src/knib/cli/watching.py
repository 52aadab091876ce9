"""`watch`: what a routine has become, told and made anew each time its file is saved."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, Annotated, Final

import typer

from knib.audio.form import Format
from knib.cli import console
from knib.cli.destination import session_at
from knib.cli.differing import lengthened
from knib.cli.door import door
from knib.cli.options import FolderOrFile, Offline, Replace, Settings, VariantName, VoiceName
from knib.cli.rendering import Wanted, sessions_made
from knib.errors import KnibError, SpecError, UsageError
from knib.spec.choices import Variant
from knib.units import Ms, clock

if TYPE_CHECKING:
    from knib.cli.saved import Saved
    from knib.spec.model import Routine

OFTEN: Final = 0.1
"""Seconds between two looks at the files: a look asks the system for the time of each, and nothing more."""

WEEKS: Final = "watch the routines that it names; 'knib plan {}' tells its weeks"


@door
def watch(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Routine files.")],
    output: FolderOrFile = None,
    make: Annotated[bool, typer.Option("--render/--no-render", help="Make the session, too, or only tell.")] = True,
    voice: VoiceName = None,
    offline: Offline = False,
    settings: Settings = None,
    variant: VariantName = Variant.FULL,
    overwrite: Replace = False,
) -> None:
    """Tell what changed each time a file is saved, with its problems and its length, and make the session anew.

    Files that it includes are watched with it. Ctrl-C ends it.

    Example: knib watch min-rutine.yaml
    """
    from knib.cli.own_files import own_file
    from knib.cli.programmes import routines_only
    from knib.cli.saved import Saved
    from knib.cli.sources import default_folder, read_settings

    if not make and (output or overwrite):
        raise UsageError("With --no-render nothing is written.", cure="leave out --no-render, or -o and --replace")
    routines_only(files, "knib watch", WEEKS)
    session_at(output, default_folder, None, Format.MP3, len(files))  # one file is not named for several
    chosen = read_settings(settings or ())
    watched = [Saved(str(own_file(name)), chosen, variant) for name in dict.fromkeys(files)]
    wanted = Wanted(
        output=output,
        voice=voice,
        offline=offline,
        settings=tuple(settings or ()),
        variant=variant,
        replace=overwrite,
    )
    told = _Told(wanted, make=make)
    console.note(f"Watching {len(watched)} file{'s' * (len(watched) != 1)}; Ctrl-C ends it.")
    try:
        for saved in rounds(watched, pause):
            told.look(saved)
            sys.stdout.flush()  # whoever reads it through a pipe sees it at once, too
    except KeyboardInterrupt:
        console.note("Watching has ended.")


def pause() -> None:
    """Wait for the next look."""
    sleep(OFTEN)


def rounds(watched: "Sequence[Saved]", wait: Callable[[], None]) -> "Iterator[Saved]":
    """Give each file at once, and then again whenever it was saved and has come to rest. Never ends by itself."""
    yield from watched
    while True:
        wait()
        stale = [saved for saved in watched if saved.is_stale()]
        if stale:
            _come_to_rest(stale, wait)
            yield from stale


def _come_to_rest(stale: "Sequence[Saved]", wait: Callable[[], None]) -> None:
    """Wait until two looks see the same: an editor may write in pieces, or take a file away and then put one there."""
    before, now = None, [saved.now() for saved in stale]
    while now != before:
        wait()
        before, now = now, [saved.now() for saved in stale]


class _Told:
    """Knows what was told of each file, so that only what is new is told."""

    def __init__(self, wanted: Wanted, *, make: bool) -> None:
        """Make each session as wanted, or only tell."""
        self.wanted, self.make = wanted, make
        self.known: dict[str, tuple[Routine, Ms]] = {}
        self.made: dict[str, dict[str, None]] = {}

    def look(self, saved: "Saved") -> None:
        """Read a file that was saved, and tell what it has become; one that says what it said is passed over."""
        try:
            routine = saved.read()
            if routine is None:
                return
            length = self._length(routine)
        except SpecError as error:
            for problem in error.problems:
                console.out(str(problem))
            count = len(error.problems)
            console.note(f"{saved.name}: {count} problem{'s' * (count != 1)}; nothing was made.")
        except KnibError as error:
            console.complaint(error)
        else:
            self._tell(saved.name, routine, length)
            self._make(saved.name)

    def _length(self, routine: "Routine") -> Ms:
        from knib.cli.sources import booth_for
        from knib.studio import rehearse

        return rehearse(routine, booth_for(routine, self.wanted.voice, offline=self.wanted.offline)).timeline.length

    def _tell(self, name: str, routine: "Routine", length: Ms) -> None:
        from knib.spec.diff.compare import changes

        before = self.known.get(name)
        if before:
            for change in changes(before[0], routine):
                console.out(str(change))
        console.out(f"{name}: {lengthened(before[1], length) if before else clock(length)}")
        self.known[name] = routine, length

    def _make(self, name: str) -> None:
        """Make the session, if that is wanted; what keeps it from being made is told, and ends nothing."""
        if not self.make:
            return
        before = self.made.setdefault(name, {})
        try:
            made, _ = sessions_made(replace(self.wanted, routines=(name,), own=tuple(before)))
        except KnibError as error:
            console.complaint(error)
            return
        for file in (session["file"] for session in made):
            for old in before if file not in before else ():
                console.note(f"{old} is as it was before this change.")
            before[file] = None
