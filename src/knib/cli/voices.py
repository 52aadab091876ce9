"""`voices`: who can speak, and what is done with one voice."""

from typing import Annotated

import typer

from knib.cli import console
from knib.cli.door import door

app = typer.Typer(invoke_without_command=True, add_completion=False, rich_markup_mode=None)
"""The commands under `knib voices`; without one, the voices are listed."""


@app.callback()
@door
def voices(
    context: typer.Context, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False
) -> None:
    """List the voices, whether they are ready, and how to mend those that are not.

    Example: knib voices
    """
    from knib.cli.sources import means
    from knib.voice.engine import DEFAULT, names, status_of

    if context.invoked_subcommand:
        return
    rows = []
    for name in names():
        status = status_of(name, means())
        facts = {"ready": status.ready, "detail": status.detail, "cure": status.cure}
        rows.append({"name": name, "default": name == DEFAULT, **facts})
    if json:
        console.data(rows)
        return
    headings = ("voice", "state", "detail")
    shown = ((str(row["name"]), "ready" if row["ready"] else "not ready", _told(row)) for row in rows)
    console.table(headings, shown)


def _told(row: dict[str, object]) -> str:
    if not row["ready"]:
        return f"{row['detail']} (Try: {row['cure']})"
    return f"{row['detail']} (default)" if row["default"] else str(row["detail"])
