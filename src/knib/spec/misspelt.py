"""Which key was meant by one that is not known: a misspelling of it, or the Danish for it."""

from collections.abc import Collection
from typing import Final

from knib.spec.faults import odd_space, without_odd_spaces
from knib.spec.tree import Leaf, Node, Table

ENGLISH: Final = {
    "antal": "reps",
    "efter": "after",
    "gange": "reps",
    "gentagelser": "reps",
    "hold": "work",
    "hvil": "rest",
    "hviledage": "rest_days",
    "hvor_ofte": "how_often",
    "hyppighed": "how_often",
    "i": "for",
    "indånding": "inhale",
    "inkluder": "include",
    "kilde": "source",
    "knib": "work",
    "mellem_sæt": "between_sets",
    "mål": "goal",
    "navn": "name",
    "pause": "rest",
    "rutine": "routine",
    "sider": "sides",
    "sig": "say",
    "slip": "release",
    "stilling": "position",
    "sæt": "sets",
    "tid": "for",
    "titel": "routine",
    "timer": "every_hours",
    "title": "routine",
    "tæl": "count",
    "udånding": "exhale",
    "uge": "weeks",
    "ugedage": "weekdays",
    "uger": "weeks",
    "øvelser": "exercises",
}
"""What people write when they mean a key; the first guess where it is allowed."""


def meant(name: str, known: Collection[str]) -> str | None:
    """Return the known key that was meant; None where none is near."""
    found = odd_space(name)
    folded = found[1].lower() if found else without_odd_spaces(name.lower())
    if folded in known:
        return folded
    if (english := ENGLISH.get(folded)) in known:
        return english
    from difflib import get_close_matches  # only when something is misspelled

    return next(iter(get_close_matches(folded, known, n=1)), None)


def keys_of(node: Node, known: Collection[str]) -> set[str]:
    """Return the keys that a value has, if any, each misspelt one as the known key that was meant."""
    names = {name.text for name, _ in node.entries if isinstance(name, Leaf)} if isinstance(node, Table) else set()
    return {name if name in known else meant(name, known) or name for name in names}
