"""`- include: velkomst.yaml` in a list of a routine: the same list of that file stands in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

from knib.errors import KnibError
from knib.spec.keys import Key, Keys, Values
from knib.spec.parameters import Wrong, read_parameters, setting
from knib.spec.shapes import Desk, ListOf, Schema, sort_of
from knib.spec.texts import MAX_TEXT, NOTE, WORD
from knib.spec.tree import MAX_BYTES, Leaf, Node, Row, Table, Unreadable, below, grow, shown

T = TypeVar("T")

MAX_INCLUDES: Final = 50
"""Files that one routine may take parts from, each counted as often as it is included."""

MAX_DEEP: Final = 5
"""How deep files may include each other."""

FILE_ENDINGS: Final = (".yaml", ".yml")
"""A name that ends so is a file of the same folder; any other is the id of a ready routine."""


class Include(NamedTuple):
    """What is included, and what its parameters are set to."""

    name: str
    settings: Mapping[str, str]


class Settings:
    """Parameters of the included file and their values, as `--set` would give them."""

    def read(self, node: Node, path: str, desk: Desk) -> dict[str, str] | None:
        """Read the values; placeholders in them are the including file's parameters."""
        if not isinstance(node, Table):
            message = f"names and values are needed here, not {sort_of(node)}"
            desk.tell(node, path, "not-keys", message, "write them as 'hold: 5 s'")
            return None
        before, found = len(desk.problems), dict[str, str]()
        for name, value in node.entries:
            if not isinstance(name, Leaf) or name.text in found:
                desk.tell(name, path, "bad-key", "each name of a parameter stands here once")
            else:
                found[name.text] = WORD.read(value, f"{path}.{shown(name.text)}", desk) or ""
        return found if len(desk.problems) == before else None

    def schema(self) -> Schema:
        """Describe them."""
        value: Schema = {"type": ["string", "number"], "maxLength": MAX_TEXT, "pattern": r"\S"}
        return {"type": "object", "additionalProperties": value}


def _include(values: Values, node: Node, path: str, desk: Desk) -> Include | None:
    name = values["include"]
    if name.startswith(".") or not {"/", "\\", ":"}.isdisjoint(name):
        message = f"'{shown(name)}' leads out of this folder"
        hint = "put the file beside this one and write its name alone"
        desk.tell(below(node, "include"), f"{path}.include", "include-elsewhere", message, hint)
        return None
    return Include(name, values.get("set", {}))


INCLUDE: Final = Keys[Include](
    {
        "include": Key(NOTE, "A .yaml file of the same folder, or the id of a ready routine.", required=True),
        "set": Key(Settings(), "Values for the parameters of that file; it knows no others than its own."),
    },
    _include,
)


@dataclass(frozen=True)
class Shared(Generic[T]):
    """A list that may take parts of itself from other files: from what stands there under the same key."""

    key: str
    many: ListOf[T]

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
        wanted = INCLUDE.read(item, path, desk)
        opened = _open(wanted, item, path, desk) if wanted else None
        if wanted is None or opened is None:
            return None
        tree, theirs = opened
        if (part := below(tree, self.key)) is tree:
            message, hint = f"{wanted.name} has no '{self.key}'", f"write '{self.key}:' above what is to be taken"
            desk.tell(below(item, "include"), f"{path}.include", "nothing-to-include", message, hint)
            return None
        return self.read(part, self.key, theirs)

    def schema(self) -> Schema:
        """Describe it: what the list holds, or an include."""
        whole = self.many.schema()
        asks: Schema = {"type": "object", "required": ["include"]}
        return {**whole, "items": {"if": asks, "then": {"$ref": "#/definitions/include"}, "else": whole["items"]}}


def _asks(item: Node) -> bool:
    return isinstance(item, Table) and any(
        isinstance(name, Leaf) and name.text == "include" for name, _ in item.entries
    )


def _open(wanted: Include, node: Node, path: str, desk: Desk) -> tuple[Node, Desk] | None:
    """Read an included file as far as its parameters, with a desk of its own; None when that cannot be."""
    here, where = below(node, "include"), f"{path}.include"
    if wrong := _why_not(wanted.name, desk):
        desk.tell(here, where, *wrong)
        return None
    try:
        data = desk.fetch(wanted.name)
        desk.taken.append(len(data))
        if sum(desk.taken) > MAX_BYTES:
            desk.tell(here, where, "include-too-large", f"with this the routine has over {MAX_BYTES:,} bytes")
            return None
        theirs = desk.beside(wanted.name, ready=not is_file(wanted.name))
        tree = grow(data, theirs.file)
    except KnibError as err:
        desk.tell(here, where, "include-missing", str(err).rstrip("."), err.cure)
        return None
    except Unreadable as err:
        desk.problems.extend(err.problems)
        return None
    _declare(wanted, node, path, tree, desk, theirs)
    return tree, theirs


def _declare(wanted: Include, node: Node, path: str, tree: Node, desk: Desk, theirs: Desk) -> None:
    """Give an included file its parameters, with the values that the including file sets."""
    found = read_parameters(tree, theirs)
    for name, value in wanted.settings.items():
        origin = desk.origin(below(node, "set", name), f"{path}.set.{shown(name)}")
        if (parameter := setting(found, name, value, origin, desk)) is not None:
            found[name] = parameter
    theirs.declare(found)


def _why_not(name: str, desk: Desk) -> Wrong | None:
    """Say why a file may not be included here; None when it may."""
    if name in desk.trail:
        way = " includes ".join((*desk.trail[desk.trail.index(name) :], name))
        return Wrong("include-loop", f"a loop: {way}", "delete one of them")
    if len(desk.trail) > MAX_DEEP:
        return Wrong("include-too-deep", f"files include each other over {MAX_DEEP} deep", "include the last one here")
    if len(desk.taken) > MAX_INCLUDES:
        return Wrong("too-many-includes", f"a routine includes at most {MAX_INCLUDES} files", "put several in one file")
    return None


def is_file(name: str) -> bool:
    """Tell whether an included name is a file of the same folder; else it is the id of a ready routine."""
    return name.lower().endswith(FILE_ENDINGS)
