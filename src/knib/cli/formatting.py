"""`fmt`: routine files laid out evenly, with nothing that they say changed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door, exit_code
from knib.errors import KnibError, SpecError, UsageError

STDIN = "-"
NAMES = {STDIN: "<stdin>"}


@door
def fmt(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="A routine file or a programme; '-' is standard input.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 3 when something would change.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print what would change.")] = False,
) -> None:
    """Lay files out evenly: two spaces for each step, a blank line between exercises, '5 s' for '5s'.

    Comments, order, quotes and texts stay. A file whose routine would not be the same is left as it was.

    Example: knib fmt rutiner/*.yaml --check
    """
    if STDIN in files and len(files) > 1:
        raise UsageError("Standard input ('-') and files were given.", cure="give '-' alone")
    errors: list[KnibError] = []
    changed = 0
    for file in files:
        try:
            changed += _one(file, write=not (check or diff), diff=diff)
        except KnibError as error:
            console.complaint(error)
            errors.append(error)
    if STDIN not in files:
        console.note(_counted(changed, len(files) - len(errors), would=check or diff))
    if errors:
        raise typer.Exit(exit_code(errors, len(files)))
    if check and changed:
        raise typer.Exit(SpecError.exit_code)


def _one(file: str, *, write: bool, diff: bool) -> bool:
    """Lay out one file; tell whether that changes it.

    Raises:
        UsageError: there is no such file.
        SpecError: it is not YAML, or cannot be laid out without changing what it says.
        WriteError: it cannot be written.
    """
    from knib.cli.sources import fetch_for
    from knib.export.outbox import post
    from knib.spec.layout.fmt import formatted

    before = _bytes_of(file)
    after = formatted(before, NAMES.get(file, file), fetch_for(file))
    if diff:
        _tell(file, before.decode(), after.decode())
    elif file == STDIN:
        sys.stdout.write(after.decode() * write)
    elif after != before:
        if write:
            post(after, Path(file).resolve())  # a link stays a link: the file may be kept somewhere else
        console.out(file)
    return after != before


def _bytes_of(file: str) -> bytes:
    """Read a file, or standard input.

    Raises:
        UsageError: there is no such file, or it is a ready routine.
    """
    from knib.cli.own_files import own_file
    from knib.cli.sources import source_bytes
    from knib.spec.limits import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1) if file == STDIN else source_bytes(str(own_file(file)))


def _tell(file: str, before: str, after: str) -> None:
    """Print what changes, as diff does."""
    from difflib import unified_diff

    old, new = (text.removeprefix("\ufeff").splitlines() for text in (before, after))
    for line in unified_diff(old, new, file, file, lineterm=""):
        console.out(line)


def _counted(changed: int, files: int, *, would: bool) -> str:
    """Say how many files are laid out otherwise now, or would be."""
    kept = files - changed
    what = "to lay out" if would else "laid out"
    return f"{changed} file{'' if changed == 1 else 's'} {what}, {kept} as {'it' if kept == 1 else 'they'} should be."
