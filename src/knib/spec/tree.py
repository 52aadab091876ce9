"""Bytes to a tree of values that know their line: the only home of PyYAML.

YAML is read as events, never built into Python objects: no tag is obeyed, depth and size are bounded, and an alias
costs nothing until it is counted. What a plain scalar means is decided by YAML 1.2's core schema (10.3.2), where
`no`, `on` and `1:30` are texts.
"""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Final

import yaml

from knib.errors import Problem
from knib.spec.faults import LINE_END, MAX_DEPTH, Complaint, cut_off, not_yaml, problem_at
from knib.spec.limits import MAX_BYTES
from knib.values import dataclass

MAX_NODES: Final = 50_000
"""Nodes of one file with every alias written out. A routine of 1000 exercises has about 20 000."""

SHOWN_CONTROLS: Final = 20
"""A file full of control characters is no routine; the first ones are enough to find out why."""

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What no text may hold: control characters, and line ends that PyYAML sees and an editor does not."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar as written. `sort` is what YAML 1.2 takes it for: null, bool, number or text.

    `cut` is the comment right behind it, where that looks like a part of it: `Øvelse #2`.
    """

    line: int
    column: int
    text: str
    sort: str
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence."""

    line: int
    column: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order written; keys may still be doubled."""

    line: int
    column: int
    entries: "list[tuple[Node, Node]]" = field(default_factory=list)


Node = Leaf | Row | Table


def below(node: Node, *steps: str | int) -> Node:
    """Give the value that lies under these keys and indexes; where the way ends, the last value on it."""
    for step in steps:
        if isinstance(node, Table):
            under = [value for name, value in node.entries if isinstance(name, Leaf) and name.text == step]
        else:
            under = node.items[step : step + 1] if isinstance(node, Row) and isinstance(step, int) else []
        if not under:
            return node
        node = under[0]
    return node


def shown(text: str, most: int = 40) -> str:
    """Show what was written in a message: in one line, not too long, and without anything that a terminal obeys."""
    plain = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text[:most])
    return plain + "…" * (len(text) > most)


class Unreadable(Exception):  # noqa: N818 -- it never leaves this floor: the reader turns it into a SpecError
    """The bytes are no tree. Holds the problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def grow(data: bytes, file: str) -> Node:
    """Read the bytes of a file as one YAML document.

    Raises:
        Unreadable: too large, not UTF-8, control characters, not YAML, tagged, too deep, or an alias that blows up.
    """
    text = _decode(data, file)
    try:
        return _build(text, file)
    except yaml.MarkedYAMLError as err:
        raise Unreadable(*not_yaml(_complaint(err), text, file)) from err
    except (yaml.YAMLError, ValueError, OverflowError) as err:
        # PyYAML without libyaml lets chr() fail on an escape such as "\Uffffffff".
        raise Unreadable(problem_at(file, 1, 1, "not-yaml", f"this is not YAML: {shown(str(err), 200)}")) from err


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; a routine has at most {MAX_BYTES:,}"
        raise Unreadable(problem_at(file, 1, 1, "file-too-large", message))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        # Of a file with a byte order mark, err.object is what comes after the mark.
        lines = LINE_END.split(err.object[: err.start].decode("utf-8"))
        message = f"byte 0x{err.object[err.start]:02x} is not UTF-8"
        hint = f"save the file as UTF-8 (it {'looks like UTF-16' if _is_wide(data) else 'may be Windows-1252'})"
        raise Unreadable(problem_at(file, len(lines), len(lines[-1]) + 1, "wrong-encoding", message, hint)) from err
    if _is_wide(data):
        message = "every other byte is 0: this is not UTF-8"
        raise Unreadable(problem_at(file, 1, 1, "wrong-encoding", message, "save the file as UTF-8 (it is UTF-16)"))
    if controls := list(_controls(text, file)):
        raise Unreadable(*controls[:SHOWN_CONTROLS])
    return text


def _is_wide(data: bytes) -> bool:
    """Tell whether it looks like UTF-16: its mark, or an ASCII letter and a 0 (Unicode Standard, 3.10)."""
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:4:2] == b"\0\0" or data[1:4:2] == b"\0\0"


def _controls(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(LINE_END.split(text), start=1):
        for found in _CONTROL.finditer(line):
            message = f"a control character, U+{ord(found[0]):04X}"
            yield problem_at(file, number, found.start() + 1, "control-character", message, "delete it")


def _complaint(err: yaml.MarkedYAMLError) -> Complaint:
    began, stopped = ((mark.line, mark.column) if mark else None for mark in (err.context_mark, err.problem_mark))
    return Complaint(err.context or "", began, err.problem or "", stopped)


def _build(text: str, file: str) -> Node:
    builder = _Builder(file, LINE_END.split(text))
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        builder.take(event)
    return builder.roots[0] if builder.roots else Leaf(1, 1, "", "null")


class _Builder:
    """Builds the tree without recursion, and measures each node (values, depth) with its aliases written out."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file, self.lines = file, lines
        self.roots: list[Node] = []
        self._count = 0
        self._open: list[tuple[Row | Table, list[Node]]] = []
        self._anchors: dict[str, Node] = {}
        self._measures: dict[int, tuple[int, int]] = {}

    def refusal(self, node: Node, code: str, message: str, suggestion: str = "") -> Unreadable:
        return Unreadable(problem_at(self.file, node.line, node.column, code, message, suggestion))

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionEndEvent):
            self._close()
        if not isinstance(event, yaml.NodeEvent):
            return
        node = self._node(event)
        self._count += 1
        if self._count > MAX_NODES:
            raise self.refusal(node, "too-many-values", f"a routine has at most {MAX_NODES:,} values")
        if self.roots and not self._open:
            message = "a second document begins here; a routine file holds one"
            raise self.refusal(node, "two-documents", message, "delete the '---' line")
        (self._open[-1][1] if self._open else self.roots).append(node)
        if isinstance(event, yaml.CollectionStartEvent) and not isinstance(node, Leaf):
            self._open.append((node, []))
            if len(self._open) > MAX_DEPTH:
                raise self.refusal(node, "too-deep", f"nested over {MAX_DEPTH} deep")

    def _node(self, event: yaml.NodeEvent) -> Node:
        node = _bare(event, self.lines)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                raise self.refusal(
                    node,
                    "unknown-alias",
                    f"*{event.anchor} points at nothing above it",
                    "put quotes around a text that begins with '*'",
                )
            return self._anchors[event.anchor]
        if (tag := getattr(event, "tag", None)) is not None:
            raise self.refusal(
                node, "yaml-tag", f"a tag ({shown(tag)}) has no meaning here", "delete it, or put the text in quotes"
            )
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _close(self) -> None:
        parent, children = self._open.pop()
        values, depth = 1, 0
        for child in children:
            if child is parent or any(child is node for node, _ in self._open):
                raise self.refusal(parent, "alias-loop", "this contains itself")
            more, below = self._measures.get(id(child), (1, 0))
            values, depth = values + more, max(depth, below)
        self._measures[id(parent)] = values, depth + 1
        if values > MAX_NODES:
            message = f"{values:,} values when aliases are written out; a routine has at most {MAX_NODES:,}"
            raise self.refusal(parent, "too-many-values", message)
        if depth + 1 > MAX_DEPTH:
            raise self.refusal(parent, "too-deep", f"nested over {MAX_DEPTH} deep when aliases are written out")
        if isinstance(parent, Row):
            parent.items.extend(children)
        else:
            parent.entries.extend(zip(children[::2], children[1::2], strict=True))


def _bare(event: yaml.NodeEvent, lines: list[str]) -> Node:
    """Make the node of an event, still empty."""
    mark = event.start_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = min(line, len(lines))  # libyaml puts nothing, as after a last "---", on a line that is not there
    if isinstance(event, yaml.ScalarEvent):
        return Leaf(line, column, event.value, _sort(event), _cut(event, lines))
    return Row(line, column) if isinstance(event, yaml.SequenceStartEvent) else Table(line, column)


def _cut(event: yaml.ScalarEvent, lines: list[str]) -> str:
    begin, end = event.start_mark, event.end_mark
    if not event.implicit[0] or begin is None or end is None:
        return ""
    return cut_off(event.value, lines, (begin.line, begin.column), (end.line, end.column))


def _sort(event: yaml.ScalarEvent) -> str:
    """Resolve a scalar by YAML 1.2's core schema; whatever is quoted or a block is a text."""
    if not event.implicit[0]:
        return "text"
    for sort, pattern in (("null", _NULL), ("bool", _BOOL), ("number", _NUMBER)):
        if pattern.fullmatch(event.value):
            return sort
    return "text"
