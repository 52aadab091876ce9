"""The `knib` command: its name, its help, and the commands hung up on it."""

import sys
from typing import Annotated

import typer

from knib import __version__
from knib.cli import machine, reading, sessions, speaking, verifying, voices

app = typer.Typer(
    name="knib",
    help="Turn a written exercise routine into a guided Danish audio session.",
    epilog="Begin with: knib list, then knib render ID. Nothing leaves this machine unless you choose an online voice.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would cost help 90 ms more
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("render")(sessions.render)
app.command("play")(sessions.play)
app.command("verify")(verifying.verify)
app.command("plan")(reading.plan)
app.command("check")(reading.check)
app.command("list")(reading.list_ready)
app.command("show")(reading.show)
app.command("new")(reading.new)
app.command("schema")(reading.schema)
app.command("say")(speaking.say)
app.add_typer(voices.app, name="voices")
app.command("doctor")(machine.doctor)


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
