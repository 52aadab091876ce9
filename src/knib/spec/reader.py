"""Any bytes to a Routine, or a SpecError with every problem at once."""

import re
from collections.abc import Mapping

from knib.errors import SpecError
from knib.spec.model import Routine
from knib.spec.parameters import read_parameters, set_to
from knib.spec.routine_keys import PART, PARTS, ROUTINE
from knib.spec.shapes import Desk, Fetch, ready_alone
from knib.spec.tree import Leaf, Node, Table, Unreadable, grow


def read(data: bytes, file: str, settings: Mapping[str, str] | None = None, fetch: Fetch = ready_alone) -> Routine:
    """Read a routine file.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        settings: Values that go before the file's own parameters (`--set`).
        fetch: Gives the bytes of what the file includes, or raises a KnibError with the cure.

    Raises:
        SpecError: holds every problem of the file and of what it includes.
    """
    tree = _grown(data, file)
    desk = _desk(data, file, tree, settings or {}, fetch)
    routine = ROUTINE.read(tree, "", desk)
    if routine is None or desk.problems:
        # A file that is included twice is ill only once.
        raise SpecError(dict.fromkeys(desk.problems))
    return routine


def read_part(data: bytes, file: str, fetch: Fetch = ready_alone) -> bool:
    """Read a file that holds nothing but lists for other routines to include, such as a shared `intro`.

    Returns:
        Whether it is one: a file with a title or exercises is a routine, and is not read here.

    Raises:
        SpecError: holds every problem of such a file.
    """
    tree = _grown(data, file)
    keys = {name.text for name, _ in tree.entries if isinstance(name, Leaf)} if isinstance(tree, Table) else set()
    if keys & {"routine", "exercises"} or not keys & set(PARTS):
        return False
    desk = _desk(data, file, tree, {}, fetch)
    PART.read(tree, "", desk)
    if desk.problems:
        raise SpecError(dict.fromkeys(desk.problems))
    return True


def _grown(data: bytes, file: str) -> Node:
    try:
        return grow(data, file)
    except Unreadable as err:
        raise SpecError(err.problems) from err


def _desk(data: bytes, file: str, tree: Node, settings: Mapping[str, str], fetch: Fetch) -> Desk:
    """Set out what reading a file needs, its parameters first."""
    desk = Desk(file, fetch=fetch, trail=(re.split(r"[/\\]", file)[-1],), taken=[len(data)])
    desk.declare(set_to(read_parameters(tree, desk), settings, desk))
    return desk
