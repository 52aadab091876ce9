"""Every setting: its shape and its meaning. The reader, `knib settings` and the reference are made from this table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from knib.audio.form import Format, Quality
from knib.errors import Problem
from knib.settings.toml import grow
from knib.spec.choices import Pace
from knib.spec.keys import Key, Keys
from knib.spec.routine_keys import VOICES
from knib.spec.shapes import Choice, Desk, Flag, Schema, sort_of
from knib.spec.texts import MAX_TEXT, unspeakable
from knib.spec.tree import Leaf, Node, Row, Table, Unreadable, shown
from knib.values import dataclass

Values = dict[str, Any]
"""What was read, by the whole name of each setting: `voice`, `clinic.name`, `voices.http`."""


@dataclass(frozen=True)
class Plain:
    """A text that is only kept; `path` has the home folder filled in for a `~`."""

    path: bool = False

    def read(self, node: Node, path: str, desk: Desk) -> str | None:
        """Read a text."""
        if not isinstance(node, Leaf) or node.sort not in {"text", "number"}:
            desk.tell(node, path, "not-a-text", f"a text is needed here, not {sort_of(node)}", "put it in quotes")
        elif bad := unspeakable(node.text):
            desk.tell(node, path, "control-character", bad, "delete it")
        elif not node.text.strip() or len(node.text) > MAX_TEXT:
            desk.tell(node, path, "bad-text", f"a text has 1 to {MAX_TEXT:,} signs")
        else:
            return _at_home(node.text) if self.path else node.text
        return None

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}


def _at_home(written: str) -> str:
    try:
        return str(Path(written).expanduser())
    except RuntimeError:  # no home folder is known
        return written


_SECRET: Final = re.compile(
    r"(?:.*[_-])?(?:key|token|secret|password|passwd|credentials?|authorization)", re.IGNORECASE
)
"""Names under which people keep keys. `key_from`, which names an environment variable, is none of them."""


@dataclass(frozen=True)
class EngineTable:
    """An engine's own table: whatever it understands, and never a key to a server."""

    def read(self, node: Node, path: str, desk: Desk) -> dict[str, object] | None:
        """Read a table as plain data."""
        if not isinstance(node, Table):
            hint = f"write them under [{path}]"
            desk.tell(node, path, "not-keys", f"keys are needed here, not {sort_of(node)}", hint)
            return None
        before = len(desk.problems)
        self._look_for_secrets(node, path, desk)
        plain = _plain(node)
        return plain if isinstance(plain, dict) and len(desk.problems) == before else None

    def _look_for_secrets(self, table: Table, path: str, desk: Desk) -> None:
        for name, value in table.entries:
            here = f"{path}.{name.text}" if isinstance(name, Leaf) else path
            if isinstance(value, Table):
                self._look_for_secrets(value, here, desk)
            elif isinstance(name, Leaf) and _SECRET.fullmatch(name.text):
                desk.tell(
                    name, here, "secret", f"'{shown(name.text)}' looks like a key, which is never kept here", CURE
                )

    def schema(self) -> Schema:
        """Describe it."""
        return {"type": "object"}


CURE: Final = "keep it in an environment variable, and tell the engine that variable's name, as its how-to says"


class Voices:
    """The tables of all engines, and `always`."""

    def read(self, node: Node, path: str, desk: Desk) -> Values | None:
        """Read `always`, and each engine's table."""
        if not isinstance(node, Table):
            desk.tell(node, path, "not-keys", f"keys are needed here, not {sort_of(node)}", "did you mean 'voice'?")
            return None
        known = {name.text: Key(EngineTable(), "") for name, _ in node.entries if isinstance(name, Leaf)}
        return Keys[Values]({**known, "always": ALL["voices.always"]}, _as_they_are).read(node, path, desk)

    def schema(self) -> Schema:
        """Describe it."""
        return {
            "type": "object",
            "properties": {"always": ALL["voices.always"].shape.schema()},
            "additionalProperties": EngineTable().schema(),
        }


def _as_they_are(values: Values, _node: Node, _path: str, _desk: Desk) -> Values:
    return values


ALL: Final[Mapping[str, Key[Any]]] = {
    "voice": Key(VOICES, "Who speaks; of several voices, each cue is spoken by the first one that has it."),
    "pace": Key(Choice(tuple(Pace)), "How fast the voice speaks."),
    "output": Key(Plain(path=True), "The folder for finished sessions."),
    "format": Key(Choice(tuple(Format)), "The format of finished sessions."),
    "quality": Key(Choice(tuple(Quality)), "How good an MP3 sounds, and how large it is."),
    "offline": Key(Flag(), "Whether nothing is ever sent away from this machine."),
    "patients": Key(Plain(path=True), "A patient list (CSV); what stands in it is sent to no online voice."),
    "lexicon": Key(Plain(path=True), "A file with pronunciations of your own."),
    "clinic.name": Key(Plain(), "The clinic's name, for sheets and pages; never spoken."),
    "clinic.telephone": Key(Plain(), "The clinic's telephone number, for the same."),
    "clinic.logo": Key(Plain(path=True), "The clinic's logo, a picture file, for the same."),
    "voices.always": Key(Flag(), "Whether 'voice' and 'pace' go before those that a routine asks for."),
}
"""Every setting but the engines' own tables, which are `voices.ENGINE`."""

DEFAULTS: Final[Mapping[str, object]] = {
    "voice": "espeak",
    "pace": str(Pace.CALM),
    "output": "'output' where you stand",
    "format": str(Format.MP3),
    "quality": str(Quality.NORMAL),
    "offline": False,
    "voices.always": False,
}
"""What happens without a setting, in words."""

_CLINIC: Final = {name.removeprefix("clinic."): key for name, key in ALL.items() if name.startswith("clinic.")}

TABLE: Final = Keys[Values](
    {
        **{name: key for name, key in ALL.items() if "." not in name},
        "clinic": Key(Keys(_CLINIC, _as_they_are), "Who hands sessions out."),
        "voices": Key(Voices(), "What each engine is told, in a table of its own."),
    },
    _as_they_are,
)


@dataclass(frozen=True, slots=True)
class Read:
    """What one place says: values by the whole name of their setting, and what is wrong there."""

    values: Values = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(data: bytes, file: str) -> Read:
    """Read a settings file, and find all that is wrong with it."""
    desk = Desk(file)
    try:
        values = TABLE.read(grow(data, file), "", desk) or {}
    except Unreadable as unreadable:
        return Read(problems=tuple(unreadable.problems))
    return Read(dict(_flat(values)), tuple(desk.problems))


def variable(name: str) -> str:
    """Give the environment variable that goes before a setting: `KNIB_CLINIC_NAME` before `clinic.name`."""
    return f"KNIB_{name.upper().replace('.', '_')}"


def read_environment(environment: Mapping[str, str]) -> Read:
    """Read the settings that stand in environment variables. An empty one counts as not set."""
    values: Values = {}
    problems: list[Problem] = []
    for name, key in ALL.items():
        if written := environment.get(variable(name), "").strip():
            desk = Desk(variable(name))
            values[name] = key.shape.read(leaf(key, written), "", desk)
            problems += desk.problems
    return Read({} if problems else values, tuple(problems))


FLAGS: Final = dict.fromkeys(("1", "true", "yes", "on"), "true") | dict.fromkeys(("0", "false", "no", "off"), "false")


def leaf(key: Key[Any], written: str) -> Leaf:
    """Make a value of what was typed outside of TOML, where nothing tells a flag from a text."""
    flag = FLAGS.get(written.lower()) if isinstance(key.shape, Flag) else None
    return Leaf(0, 0, flag or written, "bool" if flag else "text")


def _flat(values: Values) -> Iterator[tuple[str, object]]:
    """Give each setting its whole name; an engine's table is one setting."""
    for name, value in values.items():
        if name in {"clinic", "voices"}:
            yield from ((f"{name}.{inner}", below) for inner, below in value.items())
        else:
            yield name, value


def _plain(node: Node) -> object:
    match node:
        case Table():
            return {name.text: _plain(value) for name, value in node.entries if isinstance(name, Leaf)}
        case Row():
            return [_plain(item) for item in node.items]
        case Leaf(sort="bool"):
            return node.text == "true"
        case Leaf(sort="number"):
            return int(node.text) if re.fullmatch(r"-?[0-9]+", node.text) else float(node.text)
        case Leaf():
            return node.text
