"""One setting changed in the text of a settings file; comments and order stay as they are. The only home of tomlkit."""

import tomllib
from typing import Any, Final

import tomlkit
from tomlkit.container import Container
from tomlkit.items import Table

from knib.errors import UsageError
from knib.settings.keys import ALL, FLAGS, read
from knib.spec.shapes import Flag

OPENING: Final = "# Knib's settings. `knib settings` shows them all, and where each one comes from.\n\n"

Group = tomlkit.TOMLDocument | Container | Table


def changed(text: str, name: str, written: str) -> str:
    """Give a file's text with one setting set.

    Args:
        text: The file's text; it must be TOML. Empty for a new file.
        name: The whole name of the setting, as `clinic.name`.
        written: The value as a person types it: `true`, or `min-stemme, espeak`.

    Raises:
        UsageError: there is no such setting, or it cannot have that value. What is wrong elsewhere does not matter.
    """
    document = tomlkit.parse(text or OPENING)
    *groups, last = _ways(name)
    place: Any = document
    for group in groups:
        place = place.setdefault(group, tomlkit.table())
        if not isinstance(place, dict):
            raise UsageError(f"'{group}' is no group of settings in the file.", cure=f"knib settings unset {group}")
    place[last] = _value(name, written)
    result = tomlkit.dumps(document)
    for problem in read(result.encode(), "settings").problems:
        field = problem.origin.field
        if not field or field == name or field.startswith((f"{name}.", f"{name}[")) or name.startswith(f"{field}."):
            raise UsageError(f"{name}: {problem.message}.", cure=problem.suggestion)
    return result


def without(text: str, name: str) -> str:
    """Give a file's text without a setting, and without a group that is empty then.

    Raises:
        UsageError: it is not set there.
    """
    document = tomlkit.parse(text)
    *groups, last = _ways(name)
    places: list[Any] = [document]
    for group in groups:
        below = places[-1].get(group)
        places.append(below if isinstance(below, dict) else {})
    if last not in places[-1]:
        raise UsageError(f"'{name}' is not set in the file.", cure="'knib settings' shows what is")
    del places[-1][last]
    for group, place, below in reversed(list(zip(groups, places, places[1:], strict=False))):
        if not below:
            del place[group]
    return tomlkit.dumps(document)


def _ways(name: str) -> list[str]:
    parts = name.split(".")
    if not all(parts):
        raise UsageError(f"'{name}' is no name of a setting.", cure="'knib settings' shows the names")
    return parts


def _value(name: str, written: str) -> object:
    """Make a value of what was typed."""
    if name == "voice":
        names = [part.strip() for part in written.split(",")]
        return names if len(names) > 1 else written
    if name in ALL:
        return FLAGS.get(written.lower(), "") == "true" if _is_flag(name, written) else written
    return _literal(written)


def _is_flag(name: str, written: str) -> bool:
    return isinstance(ALL[name].shape, Flag) and written.lower() in FLAGS


def _literal(written: str) -> object:
    """Make a number or a flag of what an engine's table is given, if it is one; else it is a text."""
    try:
        value = tomllib.loads(f"value = {written}")
    except tomllib.TOMLDecodeError:
        return written
    return value["value"] if len(value) == 1 and isinstance(value["value"], int | float) else written
