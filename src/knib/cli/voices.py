"""`voices`: who can speak, and what is done with one voice."""

from typing import Annotated

import typer

from knib.cli import console, sending
from knib.cli.door import door
from knib.cli.sessions import Offline

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
"""The commands under `knib voices`; without one, the voices are listed."""

app.command("gtts")(sending.gtts)


@app.callback()
@door
def voices(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    offline: Offline = False,
) -> None:
    """List the voices, whether they are ready, and how to mend those that are not.

    Example: knib voices
    """
    from knib.cli.sources import is_offline
    from knib.voice.engine import DEFAULT, ENGINES, Means, load

    if context.invoked_subcommand:
        return
    rows = []
    for name in ENGINES:
        status = load(name, Means(offline=offline or is_offline())).status()
        facts = {"ready": status.ready, "detail": status.detail, "cure": status.cure}
        rows.append({"name": name, "default": name == DEFAULT, **facts})
    if json:
        console.data(rows)
        return
    headings = ("voice", "state", "detail")
    shown = ((str(row["name"]), "ready" if row["ready"] else "not ready", _told(row)) for row in rows)
    console.table(headings, shown)


def _told(row: dict[str, object]) -> str:
    return "; ".join(str(row[key]) for key in ("detail", "cure") if row[key]) + (" (default)" if row["default"] else "")
