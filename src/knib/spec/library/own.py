"""A ready routine as a file of one's own: with its comments, with what it shared, and with other values if wanted."""

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Final

from knib.spec.library import PARTS, load, programmes
from knib.spec.reader import read

INCLUDES: Final = re.compile(r"  - include: ([a-z-]+)")
DEFAULT: Final = re.compile(r"(?P<before>  (?P<name>\w+): \{default: )[^,]+(?P<after>, .*)")
"""How every ready routine writes a parameter."""

PLAIN: Final = re.compile(r"[\w ]+")
"""A value that stands in braces as it is."""


def own_copy(id_: str, file: str, settings: Mapping[str, str], version: str) -> str:
    """Write a ready routine as a file of one's own.

    What it takes from a ready part stands in the copy itself, so that whoever changes it sees all that is said, and a
    later Knib changes none of it.

    Args:
        id_: The id of the ready routine.
        file: What the copy will be called; its comments name it.
        settings: Other values of its parameters.
        version: That of this Knib.

    Raises:
        KeyError: there is no such routine.
        SpecError: a setting is wrong; all of them.
    """
    data = load(id_)
    read(data, id_, settings)
    editor, *lines = data.decode().splitlines()
    whose = f"# Din egen kopi af '{id_}' fra Knib {version}. Ret frit i den; ændrer du dosis, så ret også 'source'."
    written = (_set(line, settings) for line in _whole(lines))
    text = "\n".join([editor, whose, *written, ""])
    return text.replace(f"knib render {id_} ", f"knib render {shlex.quote(file)} ")


def own_programme(id_: str, file: str, version: str) -> str:
    """Write a ready programme as a file of one's own, as `own_copy` does a routine; its routines stay the ready ones.

    Raises:
        KeyError: there is no such programme.
    """
    editor, *lines = programmes.load(id_).decode().splitlines()
    whose = f"# Din egen kopi af '{id_}' fra Knib {version}. Ret frit i den; ændrer du dosis, så ret også 'source'."
    text = "\n".join([editor.replace("=../", "=./"), whose, *_whole(lines), ""])
    return text.replace(f"knib programme {id_}", f"knib programme {shlex.quote(file)}")


def _whole(lines: list[str]) -> Iterator[str]:
    """Give the lines with those of every ready part in their place."""
    key = ""
    for line in lines:
        if re.match(r"\w", line):
            key = line.partition(":")[0]
        include = INCLUDES.fullmatch(line)
        if include and include[1] in PARTS:
            yield from _list(include[1], key)
        else:
            yield line


def _list(part: str, key: str) -> Iterator[str]:
    """Give the lines of a ready part's list; a list there ends with an empty line."""
    lines = iter(load(part).decode().splitlines())
    next(line for line in lines if line == f"{key}:")
    for line in lines:
        if not line:
            return
        yield line


def _set(line: str, settings: Mapping[str, str]) -> str:
    """Give a parameter's line another value, if one is wanted."""
    found = DEFAULT.fullmatch(line)
    if not found or found["name"] not in settings:
        return line
    value = settings[found["name"]].strip()
    quoted = value if PLAIN.fullmatch(value) else f"'{value}'"
    return f"{found['before']}{quoted}{found['after']}"
