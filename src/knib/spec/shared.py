"""Lists that may stand in several routines: `- include: velkomst.yaml` takes the same list of another file."""

from collections.abc import Callable
from typing import Generic, TypeVar

from knib.spec.shapes import Desk, ListOf, Schema
from knib.spec.tree import Leaf, Node, Row, Table, below

T = TypeVar("T")

Own = Callable[[tuple[T, ...], Node, Desk], tuple[T, ...]]
"""Gives values what their own file says once for them all; gets that file's tree and desk."""


class Shared(Generic[T]):
    """A list that may take parts of itself from other files: from what stands there under the same key."""

    def __init__(self, key: str, many: ListOf[T], own: Own[T] | None = None) -> None:
        """Take the key that the list stands under, its shape, and what its values take along from their own file."""
        self.key = key
        self.many = many
        self.own = own

    def read(self, node: Node, path: str, desk: Desk) -> tuple[T, ...] | None:
        """Read the list with every part that is included."""
        if not isinstance(node, Row) or not any(map(_asks, node.items)):
            return self.many.read(node, path, desk)
        parts = [self._part(item, f"{path}[{index}]", desk) for index, item in enumerate(node.items)]
        whole = tuple(value for part in parts if part is not None for value in part)
        if len(whole) > self.many.high:
            message = f"there are {len(whole)} in this list with all that is included; at most {self.many.high}"
            desk.tell(node, path, "list-size", message)
            return None
        return None if any(part is None for part in parts) else whole

    def _part(self, item: Node, path: str, desk: Desk) -> tuple[T, ...] | None:
        if not _asks(item):
            value = self.many.shape.read(item, path, desk)
            return None if value is None else (value,)
        from knib.spec.include import INCLUDE, opened  # what includes nothing does not pay for it

        wanted = INCLUDE.read(item, path, desk)
        found = opened(wanted, item, path, desk) if wanted else None
        if wanted is None or found is None:
            return None
        tree, theirs = found
        if (part := below(tree, self.key)) is tree:
            message, hint = f"{wanted.name} has no '{self.key}'", f"write '{self.key}:' above what is to be taken"
            desk.tell(below(item, "include"), f"{path}.include", "nothing-to-include", message, hint)
            return None
        values = self.read(part, self.key, theirs)
        return self.own(values, tree, theirs) if values and self.own else values

    def schema(self) -> Schema:
        """Describe it: what the list holds, or an include."""
        whole = self.many.schema()
        asks: Schema = {"type": "object", "required": ["include"]}
        return {**whole, "items": {"if": asks, "then": {"$ref": "#/definitions/include"}, "else": whole["items"]}}


def _asks(item: Node) -> bool:
    """Return whether an item is an include, or a misspelt one."""
    return isinstance(item, Table) and any(
        isinstance(name, Leaf) and name.text.lower().startswith(("incl", "inkl")) for name, _ in item.entries
    )
