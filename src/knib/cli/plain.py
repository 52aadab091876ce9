"""A plain `knib render ROUTINE...`, read without Typer, whose loading takes a third of an unchanged render.

Only what can be read in one way is read here. Everything else, and every mistake, is Typer's to read and to explain;
tests see that both read the same.
"""

import os
from collections.abc import Sequence
from typing import Any, Final

from knib.cli.destination import Target
from knib.cli.rendering import Wanted

_FLAGS: Final = {"-q": "quiet", "--quiet": "quiet", "--offline": "offline", "--replace": "replace"}
_ONCE: Final = {"-o": "output", "--output": "output", "--fit": "fit"}
_REPEATED: Final = {"--voice": "voice", "--set": "settings", "--dose": "doses"}

_TUPLES: Final = ("routines", "settings", "doses", "places")

_EXPANDED: Final = frozenset("*?[~$%") if os.name == "nt" else frozenset[str]()
"""Signs that Typer reads as more than themselves, where the shell does not do so."""


def plain(arguments: Sequence[str]) -> Wanted | None:
    """Read a command line; nothing when it is not plain."""
    if arguments[:1] != ["render"] or "_KNIB_COMPLETE" in os.environ or _EXPANDED & set("".join(arguments)):
        return None
    read: dict[str, Any] = {"routines": []}
    words = iter(arguments[1:])
    for word in words:
        if not word.startswith("-"):
            read["routines"].append(word)
        elif word in _FLAGS:
            read[_FLAGS[word]] = True
        else:
            value = next(words, "-")
            # A value that is missing or an option, and an option of one value given twice: Typer explains both.
            if value.startswith("-") or not _keep(word, value, read):
                return None
    if "output" in read:
        read["output"] = Target(read["output"])
    return Wanted(**{**read, **{name: tuple(read.get(name, ())) for name in _TUPLES}})


def _keep(option: str, value: str, read: dict[str, Any]) -> bool:
    """Keep the value of an option, and return whether that could be done."""
    if option in _ONCE and _ONCE[option] not in read:
        read[_ONCE[option]] = value
    elif option in _REPEATED:
        read.setdefault(_REPEATED[option], []).append(value)
        if option == "--dose":
            read.setdefault("places", []).append(len(read["routines"]))
    else:
        return False
    return True
