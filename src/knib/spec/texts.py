"""The shapes of texts: what is spoken, and what is only read."""

import re
import unicodedata
from typing import Final

from knib.spec.model import Text
from knib.spec.placeholders import OUTSIDE, SHY, fill, why_wrong
from knib.spec.shapes import Desk, Map, Schema, Shape, sort_of
from knib.spec.tree import Leaf, Node, Table, shown
from knib.values import dataclass

MAX_TEXT: Final = 1000
"""Signs in one text: about a minute of speech."""

PLAIN_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
"""A number that is spoken as it is written."""

HIDERS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of a text around: they hide what is written."""


@dataclass(frozen=True)
class Line:
    """A text. `names` are the placeholders Knib fills in later; `spoken` texts need a letter or a digit."""

    names: frozenset[str] = OUTSIDE
    spoken: bool = True
    empty: bool = False

    def read(self, node: Node, path: str, desk: Desk) -> Text | None:
        """Read a text: parameters filled in, white space made single."""
        if not isinstance(node, Leaf) or node.sort == "bool":
            desk.tell(node, path, "not-a-text", f"a text is needed here, not {sort_of(node)}", _quote(node))
            return None
        if is_cut(node, path, desk):
            return None
        if node.sort == "null" or not node.text.strip():
            return self._nothing(node, path, desk)
        if node.sort == "number" and not PLAIN_NUMBER.fullmatch(node.text):
            desk.tell(node, path, "not-a-text", f"{shown(node.text)} is read as a number", _quote(node))
            return None
        return self._written(node, path, desk)

    def _nothing(self, node: Node, path: str, desk: Desk) -> Text | None:
        if self.empty:
            return Text("", desk.origin(node, path))
        desk.tell(node, path, "empty-text", "the text is empty", "write it, or delete the line")
        return None

    def _written(self, node: Leaf, path: str, desk: Desk) -> Text | None:
        names = self.names - (SHY & desk.parameters.keys())
        if wrong := why_wrong(node.text, names, desk.parameters):
            desk.tell(node, path, "unknown-name", *wrong)
            return None
        # Inside an exercise its own numbers win over parameters of the same name.
        ours = {name: value for name, value in desk.parameters.items() if name not in names}
        text = " ".join(fill(node.text, ours, partly=True).split())
        if bad := unspeakable(text):
            desk.tell(node, path, "control-character", bad, "delete it")
        elif (signs := max(len(text), len(node.text))) > MAX_TEXT:
            desk.tell(node, path, "text-too-long", f"{signs} signs; at most {MAX_TEXT}", "split it in several")
        elif self.spoken and not any(sign.isalnum() for sign in text):
            desk.tell(node, path, "empty-text", f"nothing in '{shown(text)}' can be spoken", "write a word")
        else:
            return Text(text, desk.origin(node, path))
        return None

    def schema(self) -> Schema:
        """Describe it: a string or a number, or nothing where it may be empty."""
        if self.empty:
            return {"type": ["string", "number", "null"], "maxLength": MAX_TEXT}
        return {"type": ["string", "number"], "maxLength": MAX_TEXT, "pattern": r"\S"}


def is_cut(leaf: Leaf, path: str, desk: Desk) -> bool:
    """Return whether a comment most likely took a part of a text away, after telling it."""
    if leaf.cut:
        hint = "put quotes around the whole text, or two spaces and '# ' before a comment"
        message = f"'{shown(leaf.cut)}' is a comment to YAML, and no part of the text"
        desk.tell(leaf, path, "text-cut-short", message, hint)
    return bool(leaf.cut)


def unspeakable(text: str) -> str:
    """Say what a text holds that none may: a control character, half a character, a mark that hides; else nothing."""
    bad = next((sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"} or sign in HIDERS), "")
    return f"a control character, U+{ord(bad):04X}" if bad else ""


def _quote(node: Node) -> str:
    if isinstance(node, Table) and len(node.entries) == 1 and isinstance(node.entries[0][0], Leaf):
        name = shown(node.entries[0][0].text)
        return f'put it in quotes: "{{{name}}}"' if sort_of(node).endswith("without quotes") else ""
    return f'put it in quotes: "{shown(node.text)}"' if isinstance(node, Leaf) and node.text else ""


def _bare(text: Text, _node: Node, _path: str, _desk: Desk) -> str:
    return fill(text.text, {})


WORD: Final[Shape[str]] = Map(Line(), _bare)
"""A text whose place in the file is of no interest later."""

NOTE: Final[Shape[str]] = Map(Line(spoken=False), _bare)
"""A text that is read, never spoken."""
