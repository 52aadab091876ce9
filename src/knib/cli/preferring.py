"""`settings`: what is set, where each value comes from, and how it is changed."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knib.cli import console, guessing
from knib.cli.command import StrictCommand
from knib.cli.door import door
from knib.errors import UsageError

if TYPE_CHECKING:
    from knib.settings.layers import Layers

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
"""The commands under `knib settings`; without one, the settings are shown."""

Name = Annotated[
    str, typer.Argument(metavar="KEY", help="A setting, as voice or clinic.name.", autocompletion=guessing.keys)
]


@app.callback()
@door
def settings(
    context: typer.Context, json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False
) -> None:
    """Show every setting, and where its value comes from.

    Example: knib settings
    """
    from knib.settings.file import data_of, settings_file
    from knib.settings.layers import layers, refusal

    if context.invoked_subcommand:
        return
    file = settings_file()
    data = data_of(file)
    found = layers(file, data)
    rows = [*_rows(found)]
    if json:
        console.data({"file": str(file), "exists": data is not None, "settings": rows})
    else:
        console.note(f"Settings file: {file}{'' if data is not None else ' (not there yet)'}")
        shown = ((row["key"], _words(row["value"]), row["source"]) for row in rows)
        console.table(("setting", "value", "comes from"), shown)
    if found.problems:
        raise refusal(found.problems)


def _rows(found: "Layers") -> Iterator[dict[str, Any]]:
    """Give each setting, its value, and where it comes from: a variable, the file, or nobody set it."""
    from knib.settings.keys import ALL, DEFAULTS, variable

    for name in ALL:
        if name in found.environment:
            yield {"key": name, "value": _plain(found.environment[name]), "source": f"environment ({variable(name)})"}
        elif name in found.written:
            yield {"key": name, "value": _plain(found.written[name]), "source": "settings file"}
        else:
            yield {"key": name, "value": DEFAULTS.get(name), "source": "default"}
    for name in sorted(found.written.keys() - ALL.keys()):
        for key, value in _inside(name, found.written[name]):
            yield {"key": key, "value": value, "source": "settings file"}


def _inside(name: str, table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Give what an engine's table holds, each value by its whole name."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _inside(f"{name}.{key}", value)
        else:
            yield f"{name}.{key}", value


def _plain(value: object) -> object:
    """Give a value as JSON has it: a list only where there are several."""
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else list(value)
    return value if isinstance(value, bool) else str(value)


def _words(value: object) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(map(_words, value))
        case _:
            return str(value)


@app.command("set", cls=StrictCommand)
@door
def set_one(
    key: Name, value: Annotated[str, typer.Argument(metavar="VALUE", help="Its value, as true or espeak.")]
) -> None:
    """Set one setting; comments in the file stay.

    Example: knib settings set voice piper:da,espeak
    """
    from knib.settings.writing import changed

    store(lambda text: changed(text, key, value))


@app.command(cls=StrictCommand)
@door
def unset(key: Name) -> None:
    """Take one setting away, so that its default counts again.

    Example: knib settings unset voice
    """
    from knib.settings.writing import without

    store(lambda text: without(text, key))


def store(change: Callable[[str], str]) -> None:
    """Change the text of the settings file, all or nothing.

    Raises:
        UsageError: the file is no TOML at all, or the change has no meaning.
    """
    from knib.export.outbox import post
    from knib.settings.file import data_of, settings_file
    from knib.settings.layers import refusal
    from knib.settings.toml import grow
    from knib.spec.tree import Unreadable

    file = settings_file()
    data = data_of(file) or b""
    try:
        grow(data, str(file))
    except Unreadable as unreadable:
        raise UsageError(str(refusal(unreadable.problems)), cure="mend the file by hand first") from unreadable
    # A link stays a link: the file may be kept somewhere else.
    post(change(data.decode("utf-8-sig")).encode(), file.resolve())
    console.note(f"Written: {file}")
