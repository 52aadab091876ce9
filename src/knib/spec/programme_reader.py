"""Any bytes to a Programme, or a SpecError with every problem at once."""

import re
from typing import Final

from knib.errors import SpecError
from knib.spec.misspelt import keys_of
from knib.spec.programme import Adjustments, Programme
from knib.spec.programme_keys import PROGRAMME
from knib.spec.programme_sessions import Casebook
from knib.spec.shapes import Fetch, ready_alone
from knib.spec.tree import Unreadable, grow

TOP_KEY: Final = "programme"
_TOP_KEYS: Final = (TOP_KEY, "stages", "routine", "exercises", "intro", "outro", "safety", "parameters")


def read_programme(data: bytes, file: str, fetch: Fetch = ready_alone, changes: Adjustments | None = None) -> Programme:
    """Read a programme file, and look at the parameters of each routine that it names.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        fetch: Gives the bytes of a routine: a file beside it, or a ready one by its id. It raises a KnibError with the
            cure where there is none.
        changes: What is changed of it for one patient.

    Raises:
        SpecError: holds every problem of the file, and of the routines' parameters.
    """
    try:
        tree = grow(data, file)
    except Unreadable as err:
        raise SpecError(err.problems) from err
    desk = Casebook(
        file, fetch=fetch, trail=(re.split(r"[/\\]", file)[-1],), taken=[len(data)], changes=changes or Adjustments()
    )
    programme = PROGRAMME.read(tree, "", desk)
    if programme is None or desk.problems:
        raise SpecError(dict.fromkeys(desk.problems))
    return programme


_OF_A_ROUTINE: Final = re.compile(rb"^(?:routine|exercises)[ \t]*:", re.MULTILINE)


def is_programme(data: bytes, file: str) -> bool:
    """Return whether a file is meant as a programme: by its keys, also misspelt ones. What is no YAML is none."""
    if TOP_KEY.encode() not in data and _OF_A_ROUTINE.search(data):  # most files: nothing is read twice
        return False
    try:
        keys = keys_of(grow(data, file), _TOP_KEYS)
    except Unreadable:
        return False
    return TOP_KEY in keys or ("stages" in keys and keys.isdisjoint({"routine", "exercises"}))
