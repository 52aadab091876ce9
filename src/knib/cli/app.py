"""The `knib` command: its name, its help, and the commands hung up on it."""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from knib import __version__
from knib.cli.command import StrictCommand

COMMANDS: Final[Mapping[str, str]] = {
    "render": "sessions:render",
    "programme": "programming:programme",
    "play": "sessions:play",
    "verify": "verifying:verify",
    "page": "paging:page",
    "sheet": "sheets:sheet",
    "calendar": "sheets:calendar",
    "qr": "sheets:qr",
    "share": "sharing:share",
    "feed": "feeding:feed",
    "serve": "serving:serve",
    "plan": "reading:plan",
    "diff": "differing:diff",
    "check": "reading:check",
    "list": "ready:list_ready",
    "show": "ready:show",
    "watch": "watching:watch",
    "new": "ready:new",
    "fmt": "formatting:fmt",
    "schema": "reading:schema",
    "script": "scripting:script",
    "say": "speaking:say",
    "voices": "voices:app",
    "settings": "preferring:app",
    "cache": "keeping:cache",
    "doctor": "machine:doctor",
}
"""Name and home of each command, in the order of the help. A home is loaded only when its command is wanted: a render
need not wait for all the others, however many there come to be."""

HELP: Final[dict[str, Any]] = {
    "rich_markup_mode": None,  # rich would cost help 90 ms more
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Drawers(Mapping[str, Any]):
    """The commands by name, each loaded when its drawer is opened, and once: a help text opens it twice."""

    def __init__(self) -> None:
        self._opened: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 -- Typer keeps its command's class to itself
        """Give a command, loaded when it is first wanted."""
        if name not in self._opened:
            self._opened[name] = self._load(name)
        return self._opened[name]

    def _load(self, name: str) -> Any:  # noqa: ANN401 -- as above
        module, _, function = COMMANDS[name].partition(":")
        found = getattr(import_module(f"knib.cli.{module}"), function)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, **HELP)
            alone.command(name, cls=StrictCommand)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """A group whose commands lie in drawers."""

    def __init__(self, **made_with: Any) -> None:  # noqa: ANN401 -- as above
        """Make it as Typer does, and hang up the commands."""
        super().__init__(**made_with)
        self.commands = Drawers()  # type: ignore[assignment]  # nobody hangs up more


app = typer.Typer(
    name="knib",
    cls=Commands,
    help="Turn a written exercise routine into a guided Danish audio session.",
    epilog="Begin with: knib list, then knib render ID. Nothing leaves this machine unless you choose an online voice.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    **HELP,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"knib {__version__}\n")
        raise typer.Exit


@app.callback()
def knib(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Turn a written exercise routine into a guided Danish audio session."""
