"""The signs that YAML is made of, and where each of them stands: the second home of PyYAML.

`spec/tree.py` knows what a file says; this knows how it was typed. Both read the same text with the same library, so
that neither sees anything the other does not.
"""

from collections.abc import Iterator
from enum import StrEnum, auto
from typing import Final

import yaml

from knib.values import dataclass


class Sign(StrEnum):
    """What a token is. `dash` begins a value of a list, `open` and `close` are those of `{...}` and `[...]`."""

    TABLE = auto()
    ROW = auto()
    END = auto()
    DASH = auto()
    KEY = auto()
    VALUE = auto()
    SCALAR = auto()
    OPEN = auto()
    CLOSE = auto()
    OTHER = auto()


SIGNS: Final = {
    yaml.BlockMappingStartToken: Sign.TABLE,
    yaml.BlockSequenceStartToken: Sign.ROW,
    yaml.BlockEndToken: Sign.END,
    yaml.BlockEntryToken: Sign.DASH,
    yaml.KeyToken: Sign.KEY,
    yaml.ValueToken: Sign.VALUE,
    yaml.ScalarToken: Sign.SCALAR,
    yaml.FlowMappingStartToken: Sign.OPEN,
    yaml.FlowSequenceStartToken: Sign.OPEN,
    yaml.FlowMappingEndToken: Sign.CLOSE,
    yaml.FlowSequenceEndToken: Sign.CLOSE,
}

NOWHERE: Final = (yaml.StreamStartToken, yaml.StreamEndToken)


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, from its first place up to where the next could stand; lines and columns count from 0.

    `text` and `block` are a scalar's: what it says, and whether it is written below its line, with `|` or `>`.
    """

    sign: Sign
    line: int
    column: int
    last_line: int
    end: int
    text: str = ""
    block: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a text that `tree.grow` has read without a problem."""
    for token in yaml.scan(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(token, NOWHERE):
            continue
        start, end = token.start_mark, token.end_mark
        said = (token.value, token.style in {"|", ">"}) if isinstance(token, yaml.ScalarToken) else ("", False)
        yield Token(SIGNS.get(type(token), Sign.OTHER), start.line, start.column, end.line, end.column, *said)
