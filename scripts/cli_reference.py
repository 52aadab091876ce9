"""The command line's reference, from what its own help says."""

import inspect
from collections.abc import Iterator
from typing import Any

import typer

from knib.cli.app import app

EXIT_CODES = (
    (0, "all went well"),
    (1, "a bug in Knib, with its traceback: please report it; of `diff --exit-code`, that the routines differ"),
    (2, "the command was called in a way that has no meaning"),
    (3, "a routine must be mended by its author; of `fmt --check`, that a file is to be laid out"),
    (4, "a voice could not speak"),
    (5, "a clip or a sound file is not what it should be"),
    (6, "something could not be made ready for sharing"),
    (7, "a file could not be written"),
    (8, "some of many failed; the others were made"),
    (130, "stopped with Ctrl-C; nothing half-finished is left"),
)


def command_line() -> str:
    """Give the whole reference as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "<!-- Written by scripts/reference from the commands themselves. Do not edit. -->"
    yield "# The command line"
    yield ""
    yield f"{app.info.help} `knib --help` and `knib COMMAND --help` say what stands here."
    yield ""
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        yield from _command(name, command)
        for below, one in getattr(command, "commands", {}).items():
            yield from _command(f"{name} {below}", one)
    yield "## Exit codes"
    yield ""
    yield from _table(("code", "meaning"), [(str(code), meaning) for code, meaning in EXIT_CODES])
    yield "## Environment"
    yield ""
    yield "`KNIB_CACHE_DIR` names the folder in which spoken cues are kept; without it they lie in the system's place"
    yield "for caches, as `knib doctor` tells. `KNIB_VOICES_DIR` names the folder for voices, your own recordings among"
    yield "them. `NO_COLOR` keeps colours out."


def _command(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401 -- Typer keeps its command's class to itself
    """Give a command's section: what it does, its example, what it takes."""
    says, _, example = inspect.cleandoc(command.help).partition("Example: ")
    yield f"## knib {name}"
    yield ""
    yield says.strip()
    yield ""
    yield f"```sh\n{example.strip()}\n```"
    yield ""
    rows = [
        (_written(parameter), parameter.help.rstrip(".")) for parameter in command.params if parameter.name != "help"
    ]
    if rows:
        yield from _table(("what it takes", "meaning"), rows)
    for under, sub in getattr(command, "commands", {}).items():
        yield from _command(f"{name} {under}", sub)


def _written(parameter: Any) -> str:  # noqa: ANN401 -- as above
    """Write an argument or an option as it is typed."""
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar}`"
    value = f" {parameter.metavar}" if parameter.metavar else ""
    return ", ".join(f"`{option}{value}`" for option in sorted([*parameter.opts, *parameter.secondary_opts], key=len))


def _table(headings: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    for row in (headings, ("---", "---"), *rows):
        yield f"| {row[0]} | {row[1]} |"
    yield ""
