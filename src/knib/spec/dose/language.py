"""Which language a prescription is written in: a word may be a number in one and none in the other."""

from collections.abc import Sequence
from typing import Final

from knib.spec.dose.tokens import Token

ENGLISH_SIGNS: Final = frozenset(
    "the and of for with your you each repeat hold rest relax seconds second times day twice squeeze squeezes reps "  # noqa: SIM905
    "sets rounds between then in is are contractions hold secs sec week quick slow every".split()
)


DANISH_SIGNS: Final = frozenset(
    "og i på af med hver knib hvil hvile pause slip gange gentag sek dagligt dag sæt mellem om dgl lange hurtige "  # noqa: SIM905
    "derefter så du ikke er til den det fra tre fire fem".split()
)


def is_english(tokens: Sequence[Token]) -> bool:
    """Return whether a text is rather English: `to` is no number then."""
    words = [token.word for token in tokens]
    return sum(word in ENGLISH_SIGNS for word in words) > sum(word in DANISH_SIGNS for word in words)
