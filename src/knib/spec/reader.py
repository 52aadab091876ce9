"""Any bytes to a Routine, or a SpecError with every problem at once."""

import re
from collections.abc import Mapping

from knib.errors import SpecError
from knib.spec.model import Routine
from knib.spec.parameters import read_parameters, set_to
from knib.spec.routine_keys import ROUTINE
from knib.spec.shapes import Desk, Fetch, nothing_near
from knib.spec.tree import Unreadable, grow


def read(data: bytes, file: str, settings: Mapping[str, str] | None = None, fetch: Fetch = nothing_near) -> Routine:
    """Read a routine file.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        settings: Values that go before the file's own parameters (`--set`).
        fetch: Gives the bytes of what the file includes, or raises a KnibError with the cure.

    Raises:
        SpecError: holds every problem of the file and of what it includes.
    """
    try:
        tree = grow(data, file)
    except Unreadable as err:
        raise SpecError(err.problems) from err
    desk = Desk(file, fetch=fetch, trail=(re.split(r"[/\\]", file)[-1],), taken=[len(data)])
    desk.declare(set_to(read_parameters(tree, desk), settings or {}, desk))
    routine = ROUTINE.read(tree, "", desk)
    if routine is None or desk.problems:
        # A file that is included twice is ill only once.
        raise SpecError(dict.fromkeys(desk.problems))
    return routine
