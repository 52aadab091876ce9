"""The sessions of a programme as written: a routine, its settings, and the ladders in them."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Final

from knib.errors import KnibError, Origin
from knib.spec.choices import Variant
from knib.spec.include import is_file, leads_out
from knib.spec.keys import COMMA, Key, Keys, Values, is_tail
from knib.spec.ladder import AS_IN, Ladder, is_ladder, read_ladder
from knib.spec.parameter import Parameter
from knib.spec.parameters import read_parameters, setting
from knib.spec.programme import Adjustments, Assignment
from knib.spec.shapes import Choice, Desk, Map, Schema, ShortOrLong, sort_of
from knib.spec.texts import MAX_TEXT, NOTE, WORD
from knib.spec.tree import Leaf, Node, Table, Unreadable, below, grow, shown
from knib.values import dataclass

MAX_ROUTINES: Final = 50
"""Different routines of one programme."""


@dataclass(frozen=True)
class Casebook(Desk):
    """A desk that looks into each routine once. `seen` has its parameters; None where it could not be read.

    `changes` are those for one patient.
    """

    seen: dict[str, Mapping[str, Parameter] | None] = field(default_factory=dict)
    changes: Adjustments = field(default_factory=Adjustments)


@dataclass(frozen=True, kw_only=True, slots=True)
class Staged:
    """A session as a stage writes it, its ladders not yet climbed."""

    routine: str
    settings: Mapping[str, str | Ladder]
    variant: Variant
    origin: Origin = field(compare=False)

    def climbed(self, weeks: int) -> Iterator[Assignment]:
        """Give the assignment of each week, once every ladder is known to fit into so many."""
        values = {
            name: value.climbed(weeks) if isinstance(value, Ladder) else (value,) * weeks
            for name, value in self.settings.items()
        }
        for week in range(weeks):
            settings = {name: each[week] for name, each in values.items()}
            yield Assignment(routine=self.routine, settings=settings, variant=self.variant, origin=self.origin)


class Growing:
    """Parameters of a routine and their values, each of them plain or a ladder."""

    def read(self, node: Node, path: str, desk: Desk) -> dict[str, str | Ladder] | None:
        """Read the values."""
        if not isinstance(node, Table):
            message = f"names and values are needed here, not {sort_of(node)}"
            desk.tell(node, path, "not-keys", message, "write them as 'hold: 5 s'")
            return None
        before, found = len(desk.problems), dict[str, str | Ladder]()
        for name, value in node.entries:
            if not isinstance(name, Leaf) or name.text in found:
                desk.tell(name, path, "bad-key", "each name of a parameter stands here once")
            elif is_tail(name, value):
                desk.tell(name, path, "bad-key", f"'{shown(name.text)}' is no parameter's name", COMMA)
            else:
                found[name.text] = _value(value, f"{path}.{shown(name.text)}", desk)
        return found if len(desk.problems) == before else None

    def schema(self) -> Schema:
        """Describe them."""
        value: Schema = {"type": ["string", "number"], "maxLength": MAX_TEXT, "pattern": r"\S"}
        return {"type": "object", "additionalProperties": value}


def _value(node: Node, path: str, desk: Desk) -> str | Ladder:
    text = WORD.read(node, path, desk) or ""
    if not is_ladder(text):
        return text
    try:
        return read_ladder(text, desk.origin(node, path))
    except ValueError as err:
        desk.tell(node, path, "bad-ladder", str(err), AS_IN)
        return ""


def _only_routine(name: str, node: Node, path: str, desk: Desk) -> Staged:
    return _staged({"routine": name}, node, path, desk)


def _staged(values: Values, node: Node, path: str, desk: Desk) -> Staged:
    return Staged(
        routine=values["routine"],
        settings=values.get("set", {}),
        variant=values.get("variant", Variant.FULL),
        origin=desk.origin(node, path),
    )


SESSION: Final = Keys[Staged](
    {
        "routine": Key(NOTE, "A .yaml file of the same folder, or the id of a ready routine.", required=True),
        "set": Key(Growing(), "Values for the routine's parameters; a ladder gives each week its own."),
        "variant": Key(Choice(tuple(Variant)), "How much is said: full, short or tones."),
    },
    _staged,
)


class Session:
    """A routine's name alone, or with settings that the routine takes."""

    written: Final = ShortOrLong(Map(NOTE, _only_routine), SESSION)

    def read(self, node: Node, path: str, desk: Desk) -> Staged | None:
        """Read it; look up the routine, and tell every setting that it does not take."""
        before = len(desk.problems)
        staged = self.written.read(node, path, desk)
        short = not isinstance(node, Table)
        name = node if short else below(node, "routine")
        if name is not node or short:
            where = path if short else f"{path}.routine"
            text = NOTE.read(name, where, replace(desk, problems=[]))
            parameters = _parameters(text, name, where, desk) if text else None
            if parameters is not None:
                _check_settings(parameters, node, f"{path}.set", desk)
        return staged if len(desk.problems) == before else None

    def schema(self) -> Schema:
        """Describe it."""
        return self.written.schema()


def _check_settings(parameters: Mapping[str, Parameter], node: Node, path: str, desk: Desk) -> None:
    """Tell each value that could be read and that its parameter cannot have; of a ladder, look at both ends."""
    settings = below(node, "set")
    for name, value in settings.entries if isinstance(settings, Table) and settings is not node else ():
        if isinstance(name, Leaf):
            here = f"{path}.{shown(name.text)}"
            read = _value(value, here, replace(desk, problems=[]))
            ends = (read.start, read.end) if isinstance(read, Ladder) else (read,) if read else ()
            # One complaint a line is enough.
            all(setting(parameters, name.text, end, desk.origin(value, here), desk) for end in ends)


def _parameters(name: str, node: Node, path: str, desk: Desk) -> Mapping[str, Parameter] | None:
    """Give the parameters of a routine, from its file or from what was seen of it before."""
    seen = desk.seen if isinstance(desk, Casebook) else {}
    if name in seen:
        return seen[name]
    if leads_out(name):
        hint = "put the file beside this one and write its name alone"
        desk.tell(node, path, "routine-elsewhere", f"'{shown(name)}' leads out of this folder", hint)
    elif len(seen) >= MAX_ROUTINES:
        desk.tell(node, path, "too-many-routines", f"a programme has at most {MAX_ROUTINES} different routines")
    else:
        seen[name] = _looked_up(name, node, path, desk)
        return seen[name]
    return None


def _looked_up(name: str, node: Node, path: str, desk: Desk) -> Mapping[str, Parameter] | None:
    theirs = desk.beside(name, ready=not is_file(name))
    before = len(desk.problems)
    try:
        tree = grow(desk.fetch(name), theirs.file)
    except KnibError as err:
        desk.tell(node, path, "routine-missing", str(err).rstrip("."), err.cure)
        return None
    except Unreadable as err:
        desk.problems.extend(err.problems)
        return None
    if below(tree, "exercises") is tree:
        desk.tell(node, path, "no-routine", f"'{shown(name)}' is no routine: it has no exercises")
        return None
    found = read_parameters(tree, theirs)
    return found if len(desk.problems) == before else None
