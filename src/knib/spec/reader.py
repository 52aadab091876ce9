"""Any bytes to a Routine, or a SpecError with every problem at once."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from knib.errors import Origin, Problem, SpecError
from knib.spec.model import Routine
from knib.spec.placeholders import PARAMETER_NAME, RESERVED
from knib.spec.routine_keys import ROUTINE
from knib.spec.shapes import Desk, sort_of
from knib.spec.tree import Leaf, Node, Table, Unreadable, grow


def read(data: bytes, file: str, settings: Mapping[str, str] | None = None) -> Routine:
    """Read a routine file.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        settings: Values that go before the file's own parameters (`--set`).

    Raises:
        SpecError: holds every problem of the file.
    """
    try:
        tree = grow(data, file)
    except Unreadable as err:
        raise SpecError(err.problems) from err
    desk = Desk(file)
    desk.parameters.update(_parameters(tree, desk))
    _override(desk, settings or {})
    routine = ROUTINE.read(tree, "", desk)
    if routine is None or desk.problems:
        raise SpecError(desk.problems)
    return routine


def _parameters(tree: Node, desk: Desk) -> dict[str, str]:
    """Read the parameters, which all other keys may use."""
    entries = tree.entries if isinstance(tree, Table) else []
    written = [value for name, value in entries if isinstance(name, Leaf) and name.text == "parameters"]
    if not written:
        return {}
    if not isinstance(written[0], Table):
        message = f"names and values are needed here, not {sort_of(written[0])}"
        desk.tell(written[0], "parameters", "not-keys", message, "write them as 'hold: 5 s'")
        return {}
    found: dict[str, str] = {}
    for name, value in written[0].entries:
        _parameter(name, value, found, desk)
    return found


def _parameter(name: Node, value: Node, found: dict[str, str], desk: Desk) -> None:
    path = f"parameters.{name.text}" if isinstance(name, Leaf) else "parameters"
    if not isinstance(name, Leaf) or not re.match(PARAMETER_NAME, name.text):
        desk.tell(name, path, "bad-name", "a parameter's name has small letters, digits and _", "as in 'hold_2'")
    elif name.text in RESERVED:
        desk.tell(name, path, "bad-name", f"{{{name.text}}} is filled in by Knib", "choose another name")
    elif name.text in found:
        desk.tell(name, path, "duplicate-key", f"'{name.text}' stands here twice", "keep one of them")
    elif not isinstance(value, Leaf) or value.sort in {"null", "bool"} or not value.text.strip():
        desk.tell(value, path, "bad-value", f"a length, a number or a text is needed here, not {sort_of(value)}")
        found[name.text] = ""
    else:
        found[name.text] = value.text.strip()


def _override(desk: Desk, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        if name in desk.parameters:
            desk.parameters[name] = value.strip()
            continue
        close = get_close_matches(name, desk.parameters, n=1)
        known = ", ".join(desk.parameters) or "none"
        meant = f"did you mean '{close[0]}'?" if close else f"this routine's parameters: {known}"
        origin = Origin(file=desk.file, field=f"--set {name}")
        desk.problems.append(
            Problem(origin=origin, code="unknown-setting", message=f"no parameter '{name}'", suggestion=meant)
        )
