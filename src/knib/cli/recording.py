"""`voices record`: takes become the lines of a recorded voice."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knib.cli import console
from knib.cli.door import SOME_FAILED, door
from knib.cli.options import Settings
from knib.cli.takes import BEFORE, DOUBTFUL, KEPT, LONGEST, MISSING, Row, Work, listened, told
from knib.errors import UsageError, VoiceError
from knib.units import exact_clock, read_moment

if TYPE_CHECKING:
    from knib.audio.take import Part


@door
def record(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the voice is called; it is made, or added to.")],
    files: Annotated[
        list[str], typer.Argument(metavar="ROUTINE... TAKE...", help="What was read, and the sound files of it.")
    ],
    line: Annotated[
        int | None, typer.Option("--line", metavar="NUMBER", help="The take is this line alone, or holds it.")
    ] = None,
    begin: Annotated[str | None, typer.Option("--from", metavar="TIME", help="Where --line begins: 0:31.2.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help="Where it ends.")] = None,
    table: Annotated[bool, typer.Option("--table", help="Print the lines with their times; keep nothing.")] = False,
    times: Annotated[
        Path | None, typer.Option("--times", metavar="FILE", help="Take the times from such a table, corrected.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Keep what is doubtful, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what became of each line as JSON.")] = False,
    settings: Settings = None,
) -> None:
    """Cut takes into lines, and keep them as a voice; say what is doubtful and what is missing.

    Lines are numbered as 'knib script' numbers them. A line that is read again replaces the one before.

    Example: knib voices record lone hosteknib optagelse.m4a
    """
    from knib.cli.sources import lines_to_read, load_routine, read_settings
    from knib.voice.folders import voices_folder
    from knib.voice.recorded.collection import HOME, opened

    routines, takes = _sorted_out(files)
    chosen = read_settings(settings or ())
    lines = lines_to_read(load_routine(routine, chosen) for routine in routines)
    work = Work(voice=opened(voices_folder(), name.removeprefix(f"{HOME}:")), lines=lines, accept=yes)
    if line is not None and (table or times):
        raise UsageError("--line says where one line lies, and a table where all do.", cure="leave out one of them")
    if table and (times or json):
        other = "--times" if times else "--json"
        raise UsageError(f"--table and {other} cannot both be had.", cure="leave out one of them")
    if line is None and (begin or end):
        raise UsageError("--from and --to say where one line lies.", cure="name it, too: --line 7")
    if line is not None:
        rows = told(work, takes, {line: _window(begin, end)})
    elif times:
        rows = told(work, takes, _table_of(times))
    else:
        rows = listened(work, takes, keep=not table)
    _report(work, rows, routines, form="table" if table else "json" if json else "words")


def _sorted_out(files: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Tell routines from takes: a routine is the id of a ready one, or a YAML file."""
    from knib.spec import library

    routines = [name for name in files if name.lower().endswith((".yaml", ".yml")) or name in library.ids()]
    takes = [Path(name) for name in files if name not in routines]
    if not routines or not takes:
        what = "routine" if takes else "take"
        raise UsageError(f"There is no {what} among these.", cure="knib voices record lone hosteknib optagelse.m4a")
    return routines, takes


def _window(begin: str | None, end: str | None) -> "Part":
    """Read where a line lies; without a moment, from the start or to the end."""
    from knib.audio.take import Part

    try:
        start, stop = read_moment(begin or "0"), read_moment(end) if end else LONGEST
    except ValueError as error:
        raise UsageError(f"{error}.", cure="as in: --from 0:31.2 --to 0:33") from error
    if stop <= start:
        raise UsageError(f"A line cannot end at {end} when it begins at {begin or '0'}.", cure="turn them around")
    return Part(start, stop)


def _table_of(path: Path) -> "dict[int, Part]":
    """Read a table as `--table` prints it: number, from, to; the rest of a row is for people."""
    from knib.cli.sources import whole_file

    cure = "make one with --table, and correct its times"
    windows = {}
    for at, row in enumerate(whole_file(path, cure=cure).decode("utf-8-sig", "replace").splitlines(), 1):
        number, start, end, *_ = (cell.strip() for cell in [*row.split("\t"), "", "", ""])
        if not row.strip() or number.startswith("#") or "-" in {start, end}:
            continue
        if not (number.isdecimal() and start and end):
            raise UsageError(f"{path}:{at}: this is no row with number, from and to.", cure=cure)
        windows[int(number)] = _window(start, end)
    return windows


def _report(work: Work, rows: Sequence[Row], routines: Sequence[str], *, form: str) -> None:
    """Say what became of the lines, and how to go on."""
    if form == "table":
        _print_table(rows)
        return
    if form == "json":
        console.data([_as_data(row) for row in rows])
    else:
        _tell(work, rows)
    if all(row.state == MISSING for row in rows):
        raise VoiceError("no line was recognised", cure="read what 'knib script' prints, with a pause after each line")
    if form == "words":
        _tell_how_to_go_on(work, rows, " ".join(routines))
    if any(row.state in {DOUBTFUL, MISSING} for row in rows):
        raise typer.Exit(SOME_FAILED)


def _print_table(rows: Iterable[Row]) -> None:
    console.out("# line\tfrom\tto\tstate\ttext\tremark")
    for row in rows:
        start, end = (exact_clock(row.part.start), exact_clock(row.part.end)) if row.part else ("-", "-")
        console.out("\t".join((str(row.number), start, end, row.state, row.text, row.why)))


def _tell(work: Work, rows: Sequence[Row]) -> None:
    for row in rows:
        if row.state in {DOUBTFUL, MISSING}:
            where = f" at {exact_clock(row.part.start)} to {exact_clock(row.part.end)}" if row.part else ""
            why = f" ({row.why})" if row.why else ""
            console.out(f'line {row.number} "{row.text}"{where}: {row.state}{why}')
    count = {state: sum(row.state == state for row in rows) for state in (KEPT, BEFORE)}
    before = f", {count[BEFORE]} recorded before" if count[BEFORE] else ""
    console.out(f"{count[KEPT]} of {len(rows)} lines kept{before}: {work.voice.folder}")


def _tell_how_to_go_on(work: Work, rows: Sequence[Row], routines: str) -> None:
    again = f"knib voices record {work.voice.folder.name} {routines}"
    doubtful = next((row for row in rows if row.state == DOUBTFUL and row.part), None)
    if doubtful and doubtful.part:
        times = f"--from {exact_clock(doubtful.part.start)} --to {exact_clock(doubtful.part.end)}"
        console.note("Listen to the doubtful ones in the take. To keep one, with these times or better ones:")
        console.note(f"  {again} {doubtful.take} --line {doubtful.number} {times}")
        console.note("To keep all of them as they are: the same command with --yes.")
    if any(row.state == MISSING for row in rows):
        console.note(f"What is missing: knib script {routines} --voice {work.voice.folder.name}")
    if all(row.state in {KEPT, BEFORE} for row in rows):
        console.note(f"Next: knib render {routines} --voice {work.voice.name}")


def _as_data(row: Row) -> dict[str, Any]:
    span = {"from_ms": row.part.start, "to_ms": row.part.end} if row.part else {}
    return {"line": row.number, "text": row.text, "state": row.state, "why": row.why, "take": row.take, **span}
