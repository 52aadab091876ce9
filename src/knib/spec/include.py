"""What `- include: velkomst.yaml` means: which file, with which values, and how far it may lead.

Loaded only for a routine that includes something.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from knib.errors import KnibError
from knib.spec.keys import Key, Keys, Values
from knib.spec.limits import MAX_BYTES
from knib.spec.parameters import Refusal, read_parameters, refusal, setting
from knib.spec.shapes import Desk, Schema, sort_of
from knib.spec.texts import MAX_TEXT, NOTE, WORD
from knib.spec.tree import Leaf, Node, Table, Unreadable, below, grow, shown

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
    if leads_out(name):
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


def opened(wanted: Include, node: Node, path: str, desk: Desk) -> tuple[Node, Desk] | None:
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


def _why_not(name: str, desk: Desk) -> Refusal | None:
    """Say why a file may not be included here; None when it may."""
    if name in desk.trail:
        way = " includes ".join((*desk.trail[desk.trail.index(name) :], name))
        return refusal("include-loop", f"a loop: {way}", "delete one of them")
    if len(desk.trail) > MAX_DEEP:
        return refusal("include-too-deep", f"files include each other over {MAX_DEEP} deep", "include the last here")
    if len(desk.taken) > MAX_INCLUDES:
        return refusal("too-many-includes", f"a routine includes at most {MAX_INCLUDES} files", "put some in one file")
    return None


def leads_out(name: str) -> bool:
    """Tell whether a name could be that of a file in another folder."""
    return name.startswith(".") or not {"/", "\\", ":"}.isdisjoint(name)


def is_file(name: str) -> bool:
    """Tell whether an included name is a file of the same folder; else it is the id of a ready routine."""
    return name.lower().endswith(FILE_ENDINGS)
