"""Any bytes to a Routine, or a SpecError with every problem at once."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from knib.errors import Origin, Problem, SpecError
from knib.spec.model import Routine
from knib.spec.placeholders import PARAMETER_NAME, RESERVED
from knib.spec.routine_keys import ROUTINE
from knib.spec.shapes import Desk, sort_of
from knib.spec.texts import MAX_TEXT, PLAIN_NUMBER, unspeakable
from knib.spec.tree import Leaf, Node, Table, Unreadable, grow, shown


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
    path = f"parameters.{shown(name.text)}" if isinstance(name, Leaf) else "parameters"
    if not isinstance(name, Leaf) or not re.fullmatch(PARAMETER_NAME[1:-1], name.text):
        desk.tell(name, path, "bad-name", "a parameter's name has small letters, digits and _", "as in 'hold_2'")
    elif name.text in RESERVED:
        desk.tell(name, path, "bad-name", f"{{{name.text}}} is filled in by Knib", "choose another name")
    elif name.text in found:
        desk.tell(name, path, "duplicate-key", f"'{name.text}' stands here twice", "keep one of them")
    elif wrong := _why_no_value(value):
        desk.tell(value, path, "bad-value", wrong)
        found[name.text] = ""
    else:
        found[name.text] = value.text.strip() if isinstance(value, Leaf) else ""


def _why_no_value(value: Node) -> str:
    """Say what is wrong with a parameter's value; empty when it is right."""
    if not isinstance(value, Leaf) or value.sort in {"null", "bool"}:
        return f"a length, a number or a text is needed here, not {sort_of(value)}"
    if value.sort == "number" and not PLAIN_NUMBER.fullmatch(value.text):
        return f"{shown(value.text)} is no plain number"
    return _why_no_text(value.text)


def _why_no_text(text: str) -> str:
    if not text.strip():
        return "the value is empty"
    return f"{len(text)} signs; at most {MAX_TEXT}" if len(text) > MAX_TEXT else unspeakable(text)


def _override(desk: Desk, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        origin = Origin(file=desk.file, field=f"--set {name}")
        if name not in desk.parameters:
            message, meant = f"no parameter '{name}'", _meant(name, desk)
            desk.problems.append(Problem(origin=origin, code="unknown-setting", message=message, suggestion=meant))
        elif wrong := _why_no_text(value):
            desk.problems.append(Problem(origin=origin, code="bad-value", message=wrong))
        else:
            desk.parameters[name] = value.strip()


def _meant(name: str, desk: Desk) -> str:
    close = get_close_matches(name, desk.parameters, n=1)
    known = ", ".join(desk.parameters) or "none"
    return f"did you mean '{close[0]}'?" if close else f"this routine's parameters: {known}"
