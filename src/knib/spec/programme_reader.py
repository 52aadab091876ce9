"""Any bytes to a Programme, or a SpecError with every problem at once."""

import re
from typing import Final

from knib.errors import SpecError
from knib.spec.programme import Adjustments, Programme
from knib.spec.programme_keys import PROGRAMME
from knib.spec.programme_sessions import Casebook
from knib.spec.shapes import Fetch, ready_alone
from knib.spec.tree import Leaf, Table, Unreadable, grow

TOP_KEY: Final = "programme"


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


def is_programme(data: bytes, file: str) -> bool:
    """Tell whether a file is meant as a programme: by its key `programme`. Bytes that are no tree are none."""
    if TOP_KEY.encode() not in data:  # most files: nothing is read twice
        return False
    try:
        tree = grow(data, file)
    except Unreadable:
        return False
    entries = tree.entries if isinstance(tree, Table) else []
    return any(isinstance(name, Leaf) and name.text == TOP_KEY for name, _ in entries)
