"""`list`, `show` and `new`: the ready routines found, read and copied, and routines begun."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knib.cli import console, guessing
from knib.cli.destination import Target, file_at
from knib.cli.door import door
from knib.cli.options import Doses, Settings
from knib.cli.reading import AsJson
from knib.errors import KnibError, UsageError
from knib.units import clock

if TYPE_CHECKING:
    from knib.spec.library import Ready
    from knib.units import Ms

Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]


@door
def list_ready(
    wanted: Annotated[
        str | None, typer.Option("--for", metavar="WORD", help="Only those for somebody or something: --for gravid.")
    ] = None,
    longest: Annotated[
        str | None, typer.Option("--max", metavar="LENGTH", help="Only those of this length or less: --max '5 min'.")
    ] = None,
    json: AsJson = False,
) -> None:
    """List the ready routines and programmes: id, title, length with the embedded voice, and for whom.

    Example: knib list --for gravid --max 5min
    """
    from knib.spec import library
    from knib.spec.library.search import found

    at_most = _length(longest)
    asked = found(library.contents(), wanted) if wanted else [*library.contents()]
    rows = [row for row in asked if at_most is None or row.length <= at_most]
    programmes = [] if longest else _programmes(wanted)
    if json:
        console.data([*map(_as_data, rows), *programmes])
        return
    if not rows and not programmes:
        raise _nothing(wanted, longest, asked)
    headings = ("id", "title", "length", "for whom")
    sessions = [(row.id, row.title, clock(row.length), row.for_whom) for row in rows]
    weeks = [(row["id"], row["title"], f"{row['weeks']} weeks", row["for_whom"]) for row in programmes]
    console.table(headings, [*sessions, *weeks])


def _programmes(wanted: str | None) -> list[dict[str, Any]]:
    """Tell the ready programmes that a word asks for, or all: id, title, how many weeks, and for whom."""
    from knib.spec.library import Ready, programmes
    from knib.spec.library.search import found
    from knib.units import Ms

    ready = {each.id: each for each in programmes.contents()}
    rows = [Ready(each.id, "", each.title, each.about, each.for_whom, (), Ms(0)) for each in ready.values()]
    asked = [ready[row.id] for row in (found(rows, wanted) if wanted else rows)]
    return [each._asdict() for each in asked]


def _length(written: str | None) -> "Ms | None":
    """Read how long a routine may be.

    Raises:
        UsageError: it is no length.
    """
    from knib.spec.tree import shown
    from knib.units import read_length

    try:
        return None if written is None else read_length(written)
    except ValueError as err:
        raise UsageError(f"--max {shown(written or '')} is no length.", cure="write it as in: --max '5 min'") from err


def _as_data(row: "Ready") -> dict[str, Any]:
    doses = [{"exercise": exercise, "dose": dose} for exercise, dose in row.doses]
    about = {"id": row.id, "group": row.group, "title": row.title, "duration_ms": row.length}
    return {**about, "for_whom": row.for_whom, "about": row.about, "doses": doses}


def _nothing(wanted: str | None, longest: str | None, asked: "list[Ready]") -> UsageError:
    """Say that no routine is so, and what there is instead."""
    from knib.spec.library.search import WORTH_TRYING
    from knib.spec.tree import shown

    whose = f" for '{shown(wanted)}'" if wanted else ""
    if asked:
        shortest = min(asked, key=lambda row: row.length)
        cure = f"the shortest is {shortest.id}, {clock(shortest.length)}"
        return UsageError(f"There is no ready routine{whose} of {shown(longest or '')} or less.", cure=cure)
    cure = f"one of: {', '.join(WORTH_TRYING)}; or 'knib list' for all"
    return UsageError(f"There is no ready routine{whose}.", cure=cure)


@door
def show(
    routine: Annotated[
        str,
        typer.Argument(metavar="ID", help="The id of a ready routine or programme.", autocompletion=guessing.ids),
    ],
) -> None:
    """Print a ready routine or programme as it is written; 'knib new --from ID' copies one to change.

    Example: knib show hosteknib
    """
    from knib.cli.ids import ready_bytes
    from knib.spec.library import programmes

    text = programmes.load(routine) if routine in programmes.ids() else ready_bytes(routine)
    console.out(text.decode().rstrip("\n"))


@door
def new(
    file: Annotated[Target | None, typer.Argument(metavar="FILE", parser=Target, help="The file to write.")] = None,
    output: Annotated[
        Target | None, typer.Option("-o", "--output", metavar="FILE", parser=Target, help="The same.")
    ] = None,
    ready: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="ID",
            help="Copy a ready routine or programme, with its comments.",
            autocompletion=guessing.ids,
        ),
    ] = None,
    settings: Settings = None,
    doses: Doses = None,
    force: Force = False,
) -> None:
    """Write a commented routine: from a few questions in Danish, from a dose in words, or from a ready routine.

    Example: knib new --from gravid -o min-gravid.yaml
    """
    from knib.cli.casting import preferred
    from knib.cli.sources import booth_for, is_file, read_settings
    from knib.export.outbox import post
    from knib.spec.library import programmes
    from knib.spec.reader import read
    from knib.spec.schema import FILE_NAME
    from knib.studio import rehearse

    dose = _one_beginning(ready, doses or (), settings)
    if file and output:
        raise UsageError(f"Two files were given: {file} and {output}.", cure="leave out one of them")
    name = f"{ready}.yaml" if ready else "min-rutine.yaml"
    path = file_at(file or output, name, Path, (".yaml", ".yml")).path
    if is_file(path) and not force:
        raise UsageError(f"{path} is there already.", cure="choose another name, or --force to replace it")
    if ready in programmes.ids():
        _copied_programme(ready or "", path, settings)
        return
    text = _text(ready, dose, read_settings(settings or ()), path)
    routine = read(text.encode(), str(path))
    post(text.encode(), path)
    console.out(f"{path}")
    try:
        rehearse(preferred(routine), booth_for(routine, None))
    except KnibError as error:
        console.warning(error)
    quoted = shlex.quote(str(path))
    console.note(f"Next: knib plan {quoted}, then knib render {quoted}")
    if not is_file(schema := path.with_name(FILE_NAME)):
        console.note(f"For help while you write, in editors that read the first line: knib schema -o {schema}")


def _copied_programme(ready: str, file: Path, settings: list[str] | None) -> None:
    """Write a ready programme as a file of one's own.

    Raises:
        UsageError: it shall have other settings, for which a copy has its stages.
    """
    from knib import __version__
    from knib.cli.sources import is_file
    from knib.export.outbox import post
    from knib.spec.library.own import own_programme
    from knib.spec.programme_reader import read_programme
    from knib.spec.programme_schema import FILE_NAME

    if settings:
        cure = f"change the values in the copy, or fit it once: knib programme {ready} --set ..."
        raise UsageError("A programme is copied as it is, without --set.", cure=cure)
    text = own_programme(ready, str(file), __version__).encode()
    read_programme(text, str(file))
    post(text, file)
    console.out(f"{file}")
    name = shlex.quote(str(file))
    console.note(f"Next: knib plan {name}, then knib programme {name}")
    if not is_file(schema := file.with_name(FILE_NAME)):
        console.note(
            f"For help while you write, in editors that read the first line: knib schema --programme -o {schema}"
        )


def _one_beginning(ready: str | None, doses: Sequence[str], settings: list[str] | None) -> str | None:
    """Return the dose that a routine is made of, if it is made of one.

    Raises:
        UsageError: it has two beginnings, or settings where nothing has a parameter yet.
    """
    if ready is not None and doses:
        raise UsageError("--from and --dose were both given.", cure="leave out one of them")
    if len(doses) > 1:
        cure = "write each one into its file; 'knib render' and 'knib share' take several doses"
        raise UsageError(f"{len(doses)} doses were given, and one file is written.", cure=cure)
    if settings and ready is None:
        raise UsageError("--set changes a ready routine.", cure="say which: --from ID")
    return doses[0] if doses else None


def _text(ready: str | None, dose: str | None, settings: Mapping[str, str], file: Path) -> str:
    """Write what the file will hold.

    Raises:
        UsageError: there is no such ready routine.
        SpecError: the dose or a setting has problems; all of them.
    """
    from knib import __version__
    from knib.cli.doses import written_dose
    from knib.cli.ids import no_routine
    from knib.cli.questions import ask, written
    from knib.spec import library
    from knib.spec.library.own import own_copy

    if ready is not None:
        if ready not in library.ids():
            raise no_routine(ready)
        return own_copy(ready, str(file), settings, __version__)
    return written(ask()) if dose is None else written_dose(dose)
