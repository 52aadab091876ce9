"""Every word that is printed to a person. Results go to standard output, everything else to standard error."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from knib.errors import KnibError, Problem, SpecError

BROKEN_PIPE_EXIT: Final = 141
"""What a shell reports for a program whose reader went away (128 + SIGPIPE)."""


def out(text: str = "") -> None:
    """Print a result."""
    sys.stdout.write(text + "\n")


def give_up_stdout() -> None:
    """Keep Python from complaining once more when it flushes at exit (docs.python.org, "Note on SIGPIPE")."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """Print something that is no result: progress, a hint."""
    sys.stderr.write(text + "\n")


def data(value: Any) -> None:  # noqa: ANN401 -- whatever JSON can hold
    """Print a result for a program."""
    out(json.dumps(value, ensure_ascii=False, indent=2))


def complaint(error: KnibError) -> None:
    """Print what went wrong and where, and one line with the cure."""
    if isinstance(error, SpecError):
        from textwrap import indent

        for problem in error.problems:
            note(str(problem))
            if problem.excerpt:
                note(indent(problem.excerpt, "  "))
        count = len(error.problems)
        note(f"{count} problem{'s' if count > 1 else ''} found; nothing was written.")
        return
    note(f"Error: {error}")
    if error.cure:
        note(f"Try: {error.cure}")


def warning(error: KnibError) -> None:
    """Print something that went wrong and does no harm to what was made."""
    note(f"Warning: {error}" + (f" (Try: {error.cure})" if error.cure else ""))


def problem_data(problem: Problem) -> dict[str, Any]:
    """Give a problem as plain data."""
    origin = problem.origin
    place = {"file": origin.file, "line": origin.line, "column": origin.column, "field": origin.field}
    return {**place, "code": problem.code, "message": problem.message, "suggestion": problem.suggestion}


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table, as wide as the terminal; without a terminal, one line a row with tabs between."""
    if not sys.stdout.isatty():
        for row in rows:
            out("\t".join(row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*headings, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        drawn.add_row(*map(Text, row))
    Console().print(drawn)


def strip(cells: Sequence[tuple[str, str]]) -> None:
    """Print a row of cells, each a sign and its colour (`#rrggbb`, or empty)."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        out("".join(sign for sign, _ in cells))
        return
    from rich.console import Console
    from rich.text import Text

    drawn = Text()
    for sign, colour in cells:
        drawn.append("█" if colour else sign, style=colour or None)
    Console().print(drawn, no_wrap=True, overflow="ignore", crop=False)


def picture(coloured: str, plain: str) -> None:
    """Print a picture made of signs: in its colours on a terminal, without them elsewhere."""
    sys.stdout.write(coloured if sys.stdout.isatty() else plain)


def width() -> int:
    """Give the terminal's width in signs."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


Progress = Callable[[int, int], None]


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Progress]:
    """Show how many cues are spoken: a bar on a terminal, nothing otherwise (the result's line says enough)."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(title), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
