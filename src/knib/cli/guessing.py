"""What the shell offers while a command is typed: ids, voices, settings, parameters.

Whatever is wrong is told when the command is run, never while it is typed: then nothing is offered. Every command
loads this module for its arguments, so what it needs is loaded only when the shell asks.
"""

from collections.abc import Iterator
from typing import Any, Final

NAMED_BY: Final = ("routine", "routines", "source", "sources", "files", "before", "after", "ready")
"""What commands call the routines that are given to them."""


def ids(incomplete: str) -> list[str]:
    """Offer the ready routines."""
    from knib.spec import library

    return [id_ for id_ in library.ids() if id_.startswith(incomplete)]


def sources(incomplete: str) -> list[str]:
    """Offer the ready routines, and the routine files of this folder among them.

    Where no id begins so, nothing is offered: then the shell itself completes files and folders, and does it better.
    """
    from pathlib import Path

    found = ids(incomplete)
    try:
        beside = (path.name for path in Path().glob("*.y*ml") if path.name.startswith(incomplete))
        return [*found, *sorted(beside)] if found else []
    except OSError:  # the folder is gone
        return found


def programmes(incomplete: str) -> list[str]:
    """Offer the ready programmes; where none begins so, the shell completes files itself."""
    from knib.spec.library import programmes as ready

    return [id_ for id_ in ready.ids() if id_.startswith(incomplete)]


def either(incomplete: str) -> list[str]:
    """Offer the ready routines and programmes, for commands that take both."""
    return [*sources(incomplete), *programmes(incomplete)]


def voices(incomplete: str) -> list[str]:
    """Offer the voices that this machine knows; after a comma, those that are not in the chain yet."""
    from knib.cli.casting import variants
    from knib.errors import KnibError
    from knib.settings.file import load
    from knib.voice.engine import names

    chain, comma, begun = incomplete.rpartition(",")
    try:
        settings = load()
        known = [name for kind in names() for name in (kind, *variants(kind, settings))]
    except (KnibError, OSError):
        return []
    asked = chain.split(",")
    return [f"{chain}{comma}{name}" for name in known if name.startswith(begun) and name not in asked]


def settings(ctx: Any, incomplete: str) -> list[str]:  # noqa: ANN401 -- Typer keeps its context to itself
    """Offer the parameters of the routines that are named, with the values that they have: `hold=5s`.

    A value that would need quotes is left to be typed: shells do not agree about quotes here.
    """
    offered = dict.fromkeys(pair for source in _named(ctx) for pair in _pairs(source))
    return [pair for pair in offered if pair.startswith(incomplete)]


def _named(ctx: Any) -> Iterator[str]:  # noqa: ANN401 -- as above
    """Give the routines that stand on the command line so far.

    Where an option still waits for its value, Typer has not sorted what stands before it, and leaves it in `args`.
    """
    for name in NAMED_BY:
        given = ctx.params.get(name) or ()
        yield from (given,) if isinstance(given, str) else map(str, given)
    yield from (word for word in ctx.args if not word.startswith("-"))


def _pairs(source: str) -> Iterator[str]:
    from knib.cli.sources import load_routine
    from knib.errors import KnibError
    from knib.spec.parameter import Sort

    try:
        parameters = load_routine(source).parameters
    except KnibError:
        return
    for name, parameter in parameters.items():
        value = parameter.value.replace(" ", "") if parameter.sort is Sort.LENGTH else parameter.value
        yield f"{name}={value if value.replace('.', '').isalnum() else ''}"


def keys(incomplete: str) -> list[str]:
    """Offer the settings by their names."""
    from knib.settings.keys import ALL

    return [name for name in ALL if name.startswith(incomplete)]
