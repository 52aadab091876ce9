"""Parameters: what they are, what they may be, and what they are set to."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from knib.errors import Origin, Problem
from knib.spec.keys import COMMA, Key, Keys, Values, is_tail
from knib.spec.misspelt import meant
from knib.spec.parameter import Parameter, Sort
from knib.spec.placeholders import PARAMETER_NAME, RESERVED
from knib.spec.shapes import MAX_SIGNS, Desk, Schema, sort_of
from knib.spec.texts import MAX_TEXT, NOTE, PLAIN_NUMBER, is_cut, unspeakable
from knib.spec.tree import Leaf, Node, Table, below, shown
from knib.units import read_length

SECTION: Final = "parameters"


Refusal = tuple[str, str, str]
"""Why something cannot be: the problem's code, its words, and what to write."""


def refusal(code: str, message: str, suggestion: str = "") -> Refusal:
    """Give the reason why something cannot be."""
    return code, message, suggestion


class Value:
    """A length, a number or a text, as written."""

    def read(self, node: Node, path: str, desk: Desk) -> str | None:
        """Read it without the white space around it."""
        if wrong := _why_no_value(node):
            desk.tell(node, path, "bad-value", wrong)
            return None
        text = _text(node)
        is_text = isinstance(node, Leaf) and sort_of_value(text) is Sort.TEXT
        return None if isinstance(node, Leaf) and is_text and is_cut(node, path, desk) else text

    def schema(self) -> Schema:
        """Describe it: a number or a text that is not empty."""
        return {"type": ["string", "number"], "pattern": r"\S", "maxLength": MAX_TEXT}


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


def _limited(values: Values, node: Node, path: str, desk: Desk) -> Parameter | None:
    low, high, default = values.get("min", ""), values.get("max", ""), values["default"]
    sort = sort_of_value(default)
    for name, limit in (("min", low), ("max", high)):
        if limit and (sort is Sort.TEXT or sort_of_value(limit) is not sort):
            message = f"a {sort} has no limits" if sort is Sort.TEXT else f"the default is a {sort}, and this is none"
            hint = "write a default with a unit, as in '5 s'" if sort is not Sort.LENGTH else "write it as '5 s'"
            desk.tell(below(node, name), f"{path}.{name}", "bad-limit", message, hint)
            return None
    parameter = Parameter(value=default, sort=sort, low=low, high=high, label=values.get("label", ""))
    if low and high and _size(low, sort) > _size(high, sort):
        desk.tell(below(node, "min"), f"{path}.min", "bad-limit", f"{low} is more than {high}", "swap them")
    elif wrong := why_not(parameter, default):
        desk.tell(below(node, "default"), f"{path}.default", *wrong)
    else:
        return parameter
    return None


PARAMETER: Final = Keys[Parameter](
    {
        "default": Key(Value(), "Its value where nothing else is set.", required=True),
        "min": Key(Value(), "The least it may be: a length or a number, like the default."),
        "max": Key(Value(), "The most it may be."),
        "label": Key(NOTE, "What it is, in words for a person."),
    },
    _limited,
)


def sort_of_value(value: str) -> Sort:
    """Tell what a value is: a length, a number or a text."""
    if PLAIN_NUMBER.fullmatch(value):
        return Sort.NUMBER
    try:
        read_length(value[:MAX_SIGNS])
    except ValueError:
        return Sort.TEXT
    return Sort.LENGTH


def _size(value: str, sort: Sort) -> float:
    return read_length(value) if sort is Sort.LENGTH else float(value)


def why_not(parameter: Parameter, value: str) -> Refusal | None:
    """Say why a parameter cannot be set to a value, and what to write; None when it can.

    Where the default is a text, any text will do; a length asks for a length, and a number for a number.
    """
    value = value.strip()
    if wrong := _why_no_text(value):
        return refusal("bad-value", wrong)
    if parameter.sort is Sort.TEXT:
        return None
    if sort_of_value(value) is not parameter.sort:
        unit = parameter.sort is Sort.LENGTH and PLAIN_NUMBER.fullmatch(value)
        hint = f"did you mean '{shown(value)} s'?" if unit else f"write it like '{shown(parameter.value)}'"
        return refusal("bad-value", f"a {parameter.sort} is needed here, not '{shown(value)}'", hint)
    size, low, high = (_size(each, parameter.sort) for each in (value, parameter.low or value, parameter.high or value))
    if low <= size <= high:
        return None
    message = f"{shown(value)} is outside its limits, {limits(parameter)}"
    return refusal("beyond-limits", message, "choose a value within them")


def limits(parameter: Parameter) -> str:
    """Say a parameter's limits: `2 s to 10 s`, `at least 1`; empty when it has none."""
    if parameter.low and parameter.high:
        return f"{parameter.low} to {parameter.high}"
    return f"at least {parameter.low}" if parameter.low else f"at most {parameter.high}" if parameter.high else ""


def read_parameters(tree: Node, desk: Desk) -> dict[str, Parameter]:
    """Read the parameters of a file, which all its other keys may use."""
    entries = tree.entries if isinstance(tree, Table) else []
    names = [name.text for name, _ in entries if isinstance(name, Leaf)]
    sections = [SECTION] if SECTION in names else [name for name in names if meant(name, (SECTION,))]  # a misspelt one
    written = [value for name, value in entries if isinstance(name, Leaf) and name.text in sections[:1]]
    if not written:
        return {}
    if not isinstance(written[0], Table):
        message = f"names and values are needed here, not {sort_of(written[0])}"
        desk.tell(written[0], SECTION, "not-keys", message, "write them as 'hold: 5 s'")
        return {}
    found: dict[str, Parameter] = {}
    for name, value in written[0].entries:
        _parameter(name, value, found, desk)
    return found


def _parameter(name: Node, value: Node, found: dict[str, Parameter], desk: Desk) -> None:
    path = f"{SECTION}.{shown(name.text)}" if isinstance(name, Leaf) else SECTION
    if not isinstance(name, Leaf) or not re.fullmatch(PARAMETER_NAME[1:-1], name.text):
        hint = COMMA if isinstance(name, Leaf) and is_tail(name, value) else "as in 'hold_2'"
        desk.tell(name, path, "bad-name", "a parameter's name has small letters, digits and _", hint)
    elif name.text in RESERVED:
        desk.tell(name, path, "bad-name", f"{{{name.text}}} is filled in by Knib", "choose another name")
    elif name.text in found:
        desk.tell(name, path, "duplicate-key", f"'{name.text}' stands here twice", "keep one of them")
    else:
        # One that is wrong is known all the same, so that its name is not told as unknown everywhere.
        found[name.text] = _read_one(value, path, desk) or Parameter(
            value=_text(below(value, "default")), sort=Sort.TEXT
        )


def _text(node: Node) -> str:
    return node.text.strip() if isinstance(node, Leaf) and not _why_no_value(node) else ""


def _read_one(value: Node, path: str, desk: Desk) -> Parameter | None:
    if isinstance(value, Table):
        return PARAMETER.read(value, path, desk)
    text = Value().read(value, path, desk)
    return None if text is None else Parameter(value=text, sort=sort_of_value(text))


def set_to(found: Mapping[str, Parameter], settings: Mapping[str, str], desk: Desk) -> dict[str, Parameter]:
    """Give the parameters with the values of `--set`, and tell every setting that cannot be."""
    changed = dict(found)
    for name, value in settings.items():
        if (parameter := setting(found, name, value, Origin(file=desk.file, field=f"--set {name}"), desk)) is not None:
            changed[name] = parameter
    return changed


def setting(found: Mapping[str, Parameter], name: str, value: str, origin: Origin, desk: Desk) -> Parameter | None:
    """Give a parameter with another value, or tell at `origin` why it cannot have it."""
    if name not in found:
        wrong: Refusal | None = refusal("unknown-setting", f"no parameter '{shown(name)}'", _meant(name, found))
    else:
        wrong = why_not(found[name], value)
    if wrong is None:
        return replace(found[name], value=value.strip())
    code, message, suggestion = wrong
    desk.problems.append(Problem(origin=origin, code=code, message=message, suggestion=suggestion))
    return None


def _meant(name: str, found: Mapping[str, Any]) -> str:
    from difflib import get_close_matches  # only when something is misspelled

    close = get_close_matches(name, found, n=1)
    known = ", ".join(found) or "none"
    return f"did you mean '{close[0]}'?" if close else f"this routine's parameters: {known}"


class Parameters:
    """Parameters and their defaults. They are read before everything else, and only described here."""

    def read(self, _node: Node, _path: str, desk: Desk) -> dict[str, Parameter]:
        """Give what the desk already has."""
        return dict(desk.declared)

    def schema(self) -> Schema:
        """Describe them: a name, and its value or its default and limits."""
        names: Schema = {"pattern": PARAMETER_NAME, "not": {"enum": sorted(RESERVED)}}
        value: Schema = {"if": {"type": "object"}, "then": PARAMETER.schema(), "else": Value().schema()}
        return {"type": "object", "propertyNames": names, "additionalProperties": value}
