"""A plain `knib render ROUTINE...`, read without Typer, whose loading takes a third of an unchanged render.

Only what can be read in one way is read here. Everything else, and every mistake, is Typer's to read and to explain;
tests see that both read the same.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from knib.cli.rendering import Wanted

_FLAGS: Final = {"-q": "quiet", "--quiet": "quiet", "--offline": "offline"}
_ONCE: Final = {"-o": "output", "--output": "output", "--dose": "dose", "--fit": "fit"}
_REPEATED: Final = {"--voice": "voice", "--set": "settings"}

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
            if value.startswith("-"):  # missing, or an option: Typer knows which
                return None
            if word in _ONCE:
                read[_ONCE[word]] = value
            elif word in _REPEATED:
                read.setdefault(_REPEATED[word], []).append(value)
            else:
                return None
    if "output" in read:
        read["output"] = Path(read["output"])
    return Wanted(**{**read, "routines": tuple(read["routines"]), "settings": tuple(read.get("settings", ()))})
