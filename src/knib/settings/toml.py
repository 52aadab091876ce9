"""TOML to the same tree that routines are read from, so that every value knows its line.

Python's own reader tells no lines, so the file is read a second time, statement by statement. A tree is only grown when
there is a file, and the file is small.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from knib.errors import Origin, Problem
from knib.spec.tree import Leaf, Node, Row, Table, Unreadable

MAX_BYTES: Final = 100_000

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
"""How Python's reader ends its message."""

Way = tuple[str, ...]


def grow(data: bytes, file: str) -> Node:
    """Read the bytes of a file.

    Raises:
        Unreadable: too large, not UTF-8, or not TOML.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(_problem(file, 1, 1, "file-too-large", f"settings have at most {MAX_BYTES:,} bytes"))
    text = ""
    try:
        text = data.decode("utf-8-sig")
        return _tree(tomllib.loads(text), (), lines(text))
    except UnicodeDecodeError as err:
        line = err.object[: err.start].count(b"\n") + 1
        raise Unreadable(
            _problem(file, line, 1, "wrong-encoding", "this is not UTF-8", "save the file as UTF-8")
        ) from err
    except tomllib.TOMLDecodeError as err:
        raise Unreadable(_not_toml(str(err), text, file)) from err
    except RecursionError as err:
        raise Unreadable(_problem(file, 1, 1, "too-deep", "nested too deep")) from err


def lines(text: str) -> dict[Way, int]:
    """Find the line on which each key is first written. The text must be TOML."""
    found: dict[Way, int] = {}
    table: Way = ()
    statement, first = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        statement += line + "\n"
        try:
            ways = list(_ways(tomllib.loads(statement)))
        except tomllib.TOMLDecodeError:
            continue  # it goes on in the next line
        header = statement.lstrip().startswith("[")
        for way in ways:
            found.setdefault(way if header else (*table, *way), first)
        table = ways[-1] if header and ways else table
        statement, first = "", number + 1
    return found


def _ways(values: Mapping[str, Any]) -> list[Way]:
    """List the way to each key, those above before those below."""
    ways: list[Way] = []
    for name, value in values.items():
        ways.append((name,))
        below = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
        if isinstance(below, dict):
            ways += [(name, *way) for way in _ways(below)]
    return ways


def _tree(value: object, way: Way, places: Mapping[Way, int]) -> Node:
    line = next((places[way[:end]] for end in range(len(way), 0, -1) if way[:end] in places), 1)
    match value:
        case dict():
            entries = [(Leaf(places.get((*way, name), line), 1, name, "text"), name) for name in value]
            return Table(line, 1, [(leaf, _tree(value[name], (*way, name), places)) for leaf, name in entries])
        case list():
            return Row(line, 1, [_tree(item, way, places) for item in value])
        case bool():
            return Leaf(line, 1, str(value).lower(), "bool")
        case int() | float():
            return Leaf(line, 1, str(value), "number")
        case str():
            return Leaf(line, 1, value, "text")
        case _:
            return Leaf(line, 1, str(value), "date")


def _not_toml(message: str, text: str, file: str) -> Problem:
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (text.count("\n") + 1, 1)
    hint = "put quotes around a text" if "Invalid value" in message else ""
    return _problem(file, line, column, "not-toml", f"this is not TOML: {_PLACE.sub('', message)}", hint)


def _problem(file: str, line: int, column: int, code: str, message: str, suggestion: str = "") -> Problem:
    origin = Origin(file=file, line=line, column=column)
    return Problem(origin=origin, code=code, message=message, suggestion=suggestion)
