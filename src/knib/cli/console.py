"""Every word that is printed to a person. Results go to standard output, everything else to standard error."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from knib.errors import KnibError, Problem, SpecError

if TYPE_CHECKING:
    from knib.spec.dose.question import AmbiguousDoseError

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
        for problem in error.problems:
            show_problem(problem)
        if question := question_of(error):
            show_answers(question)
            return
        count = len(error.problems)
        note(f"{count} problem{'s' if count > 1 else ''} found; nothing was written.")
        return
    note(f"Error: {error}")
    if error.cure:
        note(f"Try: {error.cure}")


def show_problem(problem: Problem) -> None:
    """Print a problem, and the place where there is no file to look into."""
    from textwrap import indent

    note(str(problem))
    if problem.excerpt:
        note(indent(problem.excerpt, "  "))


def question_of(error: KnibError) -> "AmbiguousDoseError | None":
    """Return the error as the question that it is, if it is one."""
    from knib.spec.dose.question import AmbiguousDoseError

    return error if isinstance(error, AmbiguousDoseError) else None


def show_answers(question: "AmbiguousDoseError") -> None:
    """Print each answer as a dose to write in place of the old one."""
    from knib.cli.doses import growing_command

    note("Nothing was written. Write one of these in its place:")
    for answer in question.answers:
        note(f"  {answer.words}")
    if question.grows:
        note(f"Or let it grow from one to the other: {growing_command(question.text)}")


def question_data(question: "AmbiguousDoseError") -> dict[str, Any]:
    """Return a question about a dose as plain data: what is asked, of which part of the text, and the answers."""
    from knib.cli.doses import growing_command

    (problem,) = question.problems
    return {
        "schema": "knib.question/1",
        "dose": question.text,
        "question": problem.message,
        "code": problem.code,
        "start": question.start,
        "end": question.end,
        "answers": [{"label": answer.label, "dose": answer.words} for answer in question.answers],
        "programme": growing_command(question.text) if question.grows else None,
    }


def can_ask() -> bool:
    """Return whether somebody sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked_number(prompt: str, most: int) -> int:
    """Ask for a number from 1, again and again until one is given; nothing is taken by Enter alone."""
    from typer import BadParameter
    from typer import prompt as ask

    def number(answer: str) -> int:
        if not answer.strip().isdecimal() or not 1 <= int(answer) <= most:
            raise BadParameter(f"Write a number from 1 to {most}.")
        return int(answer)

    return int(ask(f"{prompt} (1-{most})", value_proc=number, err=True))


def warning(error: KnibError) -> None:
    """Print something that went wrong and does no harm to what was made."""
    note(f"Warning: {error}" + (f" (Try: {error.cure})" if error.cure else ""))


def problem_data(problem: Problem) -> dict[str, Any]:
    """Give a problem as plain data."""
    origin = problem.origin
    place = {"file": origin.file, "line": origin.line, "column": origin.column, "field": origin.field}
    return {**place, "code": problem.code, "message": problem.message, "suggestion": problem.suggestion}


def problems_data(error: SpecError) -> list[dict[str, Any]]:
    """Return the problems of an error as plain data; a question about a dose has its answers with it."""
    rows = [problem_data(problem) for problem in error.problems]
    if question := question_of(error):
        return [{**row, "question": question_data(question)} for row in rows]
    return rows


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
