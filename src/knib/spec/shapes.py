"""The shapes a value can have. Each shape reads itself and describes itself, so reader and JSON Schema cannot differ.

`read` gives the value, or None after it has told every problem; it never raises for anything a file can hold.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final, Generic, Protocol, TypeVar

from knib.errors import Origin, Problem, UsageError
from knib.spec.parameter import Parameter
from knib.spec.placeholders import OUTSIDE, fill, why_wrong
from knib.spec.tree import Leaf, Node, Row, Table, shown
from knib.units import LENGTH_PATTERN, SIGNED_LENGTH_PATTERN, Ms, listed, read_length, seconds
from knib.values import dataclass

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

MAX_SIGNS: Final = 60
"""Signs in one length."""

MAX_DIGITS: Final = 18

Schema = dict[str, Any]


Fetch = Callable[[str], bytes]
"""Gives the bytes of a file that is included: by its name in the same folder, or by a ready routine's id."""


def ready_alone(name: str) -> bytes:
    """Give a ready routine or part by its id, and refuse every file: what is read lies in no folder."""
    from knib.spec import library  # most routines include nothing

    try:
        return library.load(name)
    except KeyError as err:
        raise UsageError(f"'{shown(name)}' cannot be included from here.") from err


@dataclass(frozen=True)
class Desk:
    """What a reader has before it: the file's name, its parameters and their values, and the problems found so far.

    `trail` has the names that led to the file, its own last; `taken` the bytes of every file read for this routine.
    """

    file: str
    declared: dict[str, Parameter] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    fetch: Fetch = ready_alone
    trail: tuple[str, ...] = ()
    taken: list[int] = field(default_factory=list)

    def beside(self, name: str, *, ready: bool) -> "Desk":
        """Give the desk of a file that this one includes. Only the problems and what was taken are common to both."""
        folder = "" if ready else self.file[: len(self.file) - len(re.split(r"[/\\]", self.file)[-1])]
        trail = (*self.trail, name)
        return Desk(folder + name, problems=self.problems, fetch=self.fetch, trail=trail, taken=self.taken)

    def declare(self, parameters: Mapping[str, Parameter]) -> None:
        """Take the parameters of the file."""
        self.declared.update(parameters)
        self.parameters.update({name: parameter.value for name, parameter in parameters.items()})

    def origin(self, node: Node, path: str) -> Origin:
        """Say where a value was written."""
        return Origin(file=self.file, line=node.line, column=node.column, field=path)

    def tell(self, node: Node, path: str, code: str, message: str, suggestion: str = "") -> None:
        """Note one problem and go on."""
        problem = Problem(origin=self.origin(node, path), code=code, message=message, suggestion=suggestion)
        self.problems.append(problem)

    def filled(self, leaf: Leaf, path: str) -> str | None:
        """Fill parameters into a length, a number or a choice; None when a name is unknown."""
        if wrong := why_wrong(leaf.text, OUTSIDE, self.parameters):
            self.tell(leaf, path, "unknown-name", *wrong)
            return None
        return fill(leaf.text, self.parameters).strip()


class Shape(Protocol[T_co]):
    """Something a value can be."""

    def read(self, node: Node, path: str, desk: Desk) -> T_co | None:
        """Read a value, or tell the desk what is wrong with it."""
        ...

    def schema(self) -> Schema:
        """Describe the value in JSON Schema (draft 7)."""
        ...


def sort_of(node: Node) -> str:
    """Name what was written, for a person."""
    match node:
        case Row():
            return "a list"
        case Table(entries=[(Leaf(text=name), Leaf(text=""))]):
            return f"{{{shown(name)}}} without quotes"
        case Table():
            return "a group of keys"
        case Leaf(sort="null"):
            return "nothing"
        case Leaf(sort="bool"):
            return f"yes-or-no ({node.text})"
        case Leaf():
            return f"'{shown(node.text)}'"


@dataclass(frozen=True)
class Length:
    """A length in ms, from `low` to `high`; with `signed`, a minus means before, and with `zero` 0 is one, too."""

    low: Ms
    high: Ms
    signed: bool = False
    zero: bool = False

    def read(self, node: Node, path: str, desk: Desk) -> Ms | None:
        """Read a length such as `5 s`."""
        if not isinstance(node, Leaf) or node.sort in {"null", "bool"}:
            desk.tell(node, path, "bad-length", f"a length is needed here, not {sort_of(node)}", "write it as '5 s'")
            return None
        if (text := desk.filled(node, path)) is None:
            return None
        sign = "-" if self.signed and text.startswith("-") else ""
        try:
            length = read_length(_at_most(MAX_SIGNS, text.removeprefix(sign)))
        except ValueError as err:
            desk.tell(node, path, "bad-length", shown(str(err), 4 * MAX_SIGNS).replace("mean '", f"mean '{sign}"))
            return None
        length = Ms(-length if sign else length)
        if not self.low <= length <= self.high and not (self.zero and length == 0):
            message = f"{text} is outside {seconds(self.low)} to {seconds(self.high)}"
            desk.tell(node, path, "length-out-of-range", message)
            return None
        return length

    def schema(self) -> Schema:
        """Describe it: its written form, or a text with a placeholder."""
        pattern = SIGNED_LENGTH_PATTERN if self.signed else LENGTH_PATTERN
        return {"type": "string", "pattern": rf"{pattern}|\{{"}


def _at_most(most: int, text: str) -> str:
    """Cut a text so that it cannot be taken for one that was meant."""
    return text if len(text) <= most else f"{text[:most]}…"


@dataclass(frozen=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def read(self, node: Node, path: str, desk: Desk) -> int | None:
        """Read a whole number, or a parameter that is one."""
        wrong = not isinstance(node, Leaf) or (node.sort != "number" and "{" not in node.text)
        text = None if wrong or not isinstance(node, Leaf) else desk.filled(node, path)
        if wrong:
            desk.tell(node, path, "not-a-number", f"a whole number is needed here, not {sort_of(node)}")
        elif text is not None and not re.fullmatch(r"[-+]?[0-9]+", text):
            desk.tell(node, path, "not-a-number", f"a whole number is needed here, not '{shown(text)}'")
        elif text is not None and (len(text) > MAX_DIGITS or not self.low <= int(text) <= self.high):
            desk.tell(node, path, "number-out-of-range", f"{shown(text)} is outside {self.low} to {self.high:,}")
        elif text is not None:
            return int(text)
        return None

    def schema(self) -> Schema:
        """Describe it: an integer, or a text with a placeholder."""
        number = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [number, {"type": "string", "pattern": r"\{"}]}


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, node: Node, path: str, desk: Desk) -> bool | None:
        """Read `true` or `false`."""
        if isinstance(node, Leaf) and node.sort == "bool":
            return node.text.lower() == "true"
        desk.tell(node, path, "not-a-flag", f"write true or false here, not {sort_of(node)}")
        return None

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": "boolean"}


E = TypeVar("E", bound=str)


@dataclass(frozen=True)
class Choice(Generic[E]):
    """One word out of a few."""

    words: tuple[E, ...]

    def read(self, node: Node, path: str, desk: Desk) -> E | None:
        """Read one of the words."""
        if isinstance(node, Leaf) and node.sort == "text":
            for word in self.words:
                if word == node.text:
                    return word
        desk.tell(node, path, "not-a-choice", f"{sort_of(node)} is not known here", f"write {one_of(self.words)}")
        return None

    def schema(self) -> Schema:
        """Describe it."""
        return {"enum": list(map(str, self.words))}


def one_of(words: tuple[str, ...]) -> str:
    """List the choices for a person."""
    return listed(words, "or")


@dataclass(frozen=True)
class ListOf(Generic[T]):
    """A list of `low` to `high` values of one shape."""

    shape: Shape[T]
    low: int = 0
    high: int = 1000

    def read(self, node: Node, path: str, desk: Desk) -> tuple[T, ...] | None:
        """Read every value; None when any of them is wrong."""
        if not isinstance(node, Row):
            hint = "begin each one with '- '"
            desk.tell(node, path, "not-a-list", f"a list is needed here, not {sort_of(node)}", hint)
            return None
        if not self.low <= len(node.items) <= self.high:
            message = f"there are {len(node.items)} in this list; {self.low} to {self.high} are allowed"
            desk.tell(node, path, "list-size", message)
            return None
        values = [self.shape.read(item, f"{path}[{index}]", desk) for index, item in enumerate(node.items)]
        read = tuple(value for value in values if value is not None)
        return read if len(read) == len(node.items) else None

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": "array", "items": self.shape.schema(), "minItems": self.low, "maxItems": self.high}


@dataclass(frozen=True)
class OneOrMore(Generic[T]):
    """One value, or a list of them."""

    many: ListOf[T]

    def read(self, node: Node, path: str, desk: Desk) -> tuple[T, ...] | None:
        """Read one value or each of them."""
        if isinstance(node, Row):
            return self.many.read(node, path, desk)
        value = self.many.shape.read(node, path, desk)
        return None if value is None else (value,)

    def schema(self) -> Schema:
        """Describe it."""
        return {"anyOf": [self.many.shape.schema(), self.many.schema()]}


@dataclass(frozen=True)
class ShortOrLong(Generic[T]):
    """A group of keys, or the short way of writing the one that is asked for most."""

    short: Shape[T]
    keys: Shape[T]

    def read(self, node: Node, path: str, desk: Desk) -> T | None:
        """Read a group of keys as such, and anything else as what is written short."""
        return (self.keys if isinstance(node, Table) else self.short).read(node, path, desk)

    def schema(self) -> Schema:
        """Describe both."""
        return {"anyOf": [self.short.schema(), self.keys.schema()]}


@dataclass(frozen=True)
class Map(Generic[T]):
    """Anything whose reading needs a step more: read as `shape`, then `build`."""

    shape: Shape[Any]
    build: Callable[[Any, Node, str, Desk], T | None]
    described: Schema = field(default_factory=dict)

    def read(self, node: Node, path: str, desk: Desk) -> T | None:
        """Read, then build."""
        value = self.shape.read(node, path, desk)
        return None if value is None else self.build(value, node, path, desk)

    def schema(self) -> Schema:
        """Describe the shape, made narrower by what `build` asks for."""
        return {**self.shape.schema(), **self.described}
