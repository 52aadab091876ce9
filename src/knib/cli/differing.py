"""`diff`: what changed from one routine to another, in clinical words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from knib.cli import console, guessing
from knib.cli.door import door
from knib.cli.options import Offline, Settings, VoiceName
from knib.cli.reading import AsJson
from knib.errors import KnibError, Problem, SpecError, UsageError
from knib.units import SECOND, Ms, clock, seconds, written_length

if TYPE_CHECKING:
    from knib.spec.diff.compare import Change
    from knib.spec.model import Routine

DIFFERENT = 1
"""The exit code that `--exit-code` asks for, as git and diff have it."""

WEEKS = "'knib plan {} --by week' tells its minutes; give two programmes to it to compare them"

SCHEMA = "knib.diff/1"

NOTHING = "Nothing is different."


@door
def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="BEFORE", help="A routine file, or the id of a ready routine.", autocompletion=guessing.sources
        ),
    ],
    after: Annotated[
        str | None,
        typer.Argument(
            metavar="AFTER",
            help="The same; left out, it is BEFORE with what --set changes.",
            autocompletion=guessing.sources,
        ),
    ] = None,
    json: AsJson = False,
    code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when they differ.")] = False,
    settings: Settings = None,
    voice: VoiceName = None,
    offline: Offline = False,
) -> None:
    """Say in clinical words what changed from one routine to another, and how much longer the session became.

    What --set changes counts for AFTER alone.

    Example: knib diff blid-start min-rutine.yaml
    """
    from knib.cli.programmes import routines_only
    from knib.cli.sources import read_settings
    from knib.spec.diff.compare import changes

    routines_only(list(filter(None, (before, after))), "knib diff", WEEKS)
    if after is None and not settings:
        cure = "name a second one, or change a parameter: --set hold='8 s'"
        raise UsageError("There is only one routine to compare.", cure=cure)
    old, new = _both((before, {}), (after or before, read_settings(settings or ())))
    told = changes(old, new)
    lengths = [length_of(routine, voice, offline=offline) for routine in (old, new)]
    if json:
        console.data(_as_data((before, after or before), told, lengths))
    else:
        for line in (*(map(str, told) if told else (NOTHING,)), lengthened(*lengths)):
            console.out(line)
    if code and told:
        raise typer.Exit(DIFFERENT)


def _both(*wanted: tuple[str, Mapping[str, str]]) -> "list[Routine]":
    """Read both routines, and tell the problems of both at once."""
    from knib.cli.sources import load_routine

    read: list[Routine] = []
    problems: dict[Problem, None] = {}
    for name, settings in wanted:
        try:
            read.append(load_routine(name, settings))
        except SpecError as error:
            problems.update(dict.fromkeys(error.problems))
    if problems:
        raise SpecError(problems)
    return read


def length_of(routine: "Routine", voice: list[str] | None, *, offline: bool) -> Ms | None:
    """Give the length of a session in ms; None when it cannot be made as it is, and then say why."""
    from knib.cli.sources import booth_for
    from knib.studio import rehearse

    try:
        return rehearse(routine, booth_for(routine, voice, offline=offline)).timeline.length
    except KnibError as error:
        console.complaint(error)
        return None


def lengthened(before: Ms | None, after: Ms | None) -> str:
    """Say how much longer a session became: `+1 min 40 s (6:05 -> 7:45)`.

    Both lengths are told to the second, and so is what lies between them; what is less than a second is told exactly.
    """
    if before is None or after is None:
        return " -> ".join("no session" if length is None else clock(length) for length in (before, after))
    more = Ms(after - before)
    if not more:
        return f"The same length, {clock(after)}."
    whole = Ms(((after + 500) // SECOND - (before + 500) // SECOND) * SECOND)
    told = seconds(Ms(abs(more))) if abs(more) < SECOND or not whole else written_length(Ms(abs(whole)))
    return f"{'+' if more > 0 else '-'}{told} ({clock(before)} -> {clock(after)})"


def _as_data(names: tuple[str, str], told: "Sequence[Change]", lengths: Sequence[Ms | None]) -> dict[str, object]:
    """Give what changed as plain data; lengths in ms, null where there can be no session."""
    return {
        "schema": SCHEMA,
        "before": names[0],
        "after": names[1],
        "same": not told,
        "changes": [
            {"exercise": one.exercise or None, "what": one.what.rstrip(":"), "before": one.before, "after": one.after}
            for one in told
        ],
        "duration_ms": {"before": lengths[0], "after": lengths[1]},
    }
