"""`cache`: the shelf of spoken cues and encoded sound, shown, trimmed, looked through and cleared."""

import re
from typing import Annotated, Any, Final

import typer

from knib.cli import console
from knib.cli.door import door
from knib.errors import UsageError

UNITS: Final = {"": 1, "k": 1000, "m": 1_000_000, "g": 1_000_000_000}

SIZE: Final = r"([0-9]{1,9}(?:[.,][0-9]{1,3})?)\s*([kmg]?)b?"


@door
def cache(
    max_size: Annotated[
        str | None, typer.Option(metavar="SIZE", help="Throw out what was used longest ago: 500MB, 2GB.")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Read every entry, and throw out damaged ones.")] = False,
    clear: Annotated[bool, typer.Option("--clear", help="Throw everything out.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what is kept so that nothing is spoken twice, and make room.

    Whatever is thrown out is made again when it is needed: with an online voice, it is sent and spoken again.

    Example: knib cache --max-size 500MB
    """
    from knib.voice.shelf import Shelf, default_folder
    from knib.voice.stocktaking import as_data, by_voice, in_all

    if clear and (max_size is not None or verify):
        raise UsageError("--clear leaves nothing to look at or to keep.", cure="leave out --max-size and --verify")
    if yes and not clear:
        raise UsageError("--yes answers the question of --clear.", cure="leave it out")
    most = None if max_size is None else size_of(max_size)
    shelf = Shelf(default_folder())
    if clear and not yes:
        amount = in_all(shelf)
        typer.confirm(f"Throw out {_told(amount.entries, amount.size)} in {shelf.folder}?", abort=True, err=True)
    done = _done(shelf, most, verify=verify, clear=clear)
    counted = by_voice(shelf)
    entries, size = sum(a.entries for a in counted.values()), sum(a.size for a in counted.values())
    if json:
        voices = as_data(counted)
        console.data({"folder": str(shelf.folder), "entries": entries, "bytes": size, "voices": voices, **done})
        return
    for what, sentence in SENTENCES.items():
        if what in done:
            console.note(sentence.format(**done[what], told=_told(done[what]["entries"], done[what]["bytes"])))
    console.note(f"Folder: {shelf.folder}")
    rows = [*((name, str(amount.entries), shown(amount.size)) for name, amount in counted.items())]
    console.table(("voice", "entries", "size"), [*rows, ("in all", str(entries), shown(size))])


SENTENCES: Final = {
    "cleared": "Thrown out: {told}.",
    "read": "Read: {told}.",
    "damaged": "Damaged, and thrown out: {told}.",
    "trimmed": "Thrown out, what was used longest ago: {told}.",
}


def _done(shelf: Any, most: int | None, *, verify: bool, clear: bool) -> dict[str, dict[str, int]]:  # noqa: ANN401
    """Do what was asked for, in the order in which it makes sense; say how much of each."""
    from time import time

    from knib.voice import stocktaking
    from knib.voice.espeak import stage

    done: dict[str, stocktaking.Amount] = {}
    if clear:
        done["cleared"] = stocktaking.clear(shelf)
    if verify:
        done["read"], done["damaged"] = stocktaking.look_through(shelf)
    if most is not None:
        done["trimmed"] = stocktaking.trim(shelf, most)
    if done:
        stocktaking.sweep(shelf)
        stage.sweep(time() - 7 * stocktaking.DAY)
    return {what: {"entries": amount.entries, "bytes": amount.size} for what, amount in done.items()}


def size_of(written: str) -> int:
    """Read a size such as `500MB` or `1,5 GB`, in bytes; a kilobyte has 1000.

    Raises:
        UsageError: it is none.
    """
    found = re.fullmatch(SIZE, written.strip().lower())
    if not found:
        raise UsageError(f"'{written}' is no size.", cure="write it as 500MB or 2GB")
    whole, _, part = found[1].replace(",", ".").partition(".")
    return int(whole + part.ljust(3, "0")) * UNITS[found[2]] // 1000


def shown(size: int) -> str:
    """Write a size for a person: `1.2 MB`."""
    for unit, step in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} bytes"


def _told(entries: int, size: int) -> str:
    return f"{entries} {'entry' if entries == 1 else 'entries'}, {shown(size)}"
