"""Any bytes to a Routine, or a SpecError with every problem at once."""

import re
from collections.abc import Mapping
from dataclasses import replace

from knib.errors import Problem, SpecError
from knib.spec.how_often_about import without_counts
from knib.spec.model import Routine
from knib.spec.parameters import read_parameters, set_to
from knib.spec.routine_keys import LISTS, PART, ROUTINE
from knib.spec.shapes import Desk, Fetch, ready_alone
from knib.spec.tree import Leaf, Node, Table, Unreadable, grow


def read(data: bytes, file: str, settings: Mapping[str, str] | None = None, fetch: Fetch = ready_alone) -> Routine:
    """Read a routine file.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        settings: Values that go before the file's own parameters (`--set`). With any, sentences of its description that
            name a number are left out, for the dose is another one.
        fetch: Gives the bytes of what the file includes, or raises a KnibError with the cure.

    Raises:
        SpecError: holds every problem of the file and of what it includes.
    """
    tree = _grown(data, file)
    desk = _desk(data, file, tree, settings or {}, fetch)
    routine = ROUTINE.read(tree, "", desk)
    if routine is None or desk.problems:
        # A file that is included twice is ill only once.
        problems = dict.fromkeys(desk.problems)
        raise SpecError(map(_as_a_part, problems) if _is_part(tree) else problems)
    return replace(routine, about=without_counts(routine.about)) if settings else routine


def is_part(data: bytes, file: str) -> bool:
    """Return whether a file has no title, and nothing but what other routines can include: `intro`, `exercises`, ...

    Raises:
        SpecError: it is not YAML.
    """
    return _is_part(_grown(data, file))


def read_part(
    data: bytes, file: str, settings: Mapping[str, str] | None = None, fetch: Fetch = ready_alone
) -> Routine | None:
    """Read a file that is only a part of routines.

    Args:
        data: The bytes of the file.
        file: Its name, for messages.
        settings: Values that go before the file's own parameters (`--set`).
        fetch: Gives the bytes of what the file includes, or raises a KnibError with the cure.

    Returns:
        Its exercises as a routine that can be placed; None where it has none.

    Raises:
        SpecError: holds every problem of the file.
    """
    tree = _grown(data, file)
    desk = _desk(data, file, tree, settings or {}, fetch)
    routine = PART.read(tree, "", desk)
    if desk.problems:
        raise SpecError(dict.fromkeys(desk.problems))
    return routine


def _is_part(tree: Node) -> bool:
    keys = {name.text for name, _ in tree.entries if isinstance(name, Leaf)} if isinstance(tree, Table) else set()
    return keys <= set(PART.known) and not keys.isdisjoint(LISTS)


def _as_a_part(problem: Problem) -> Problem:
    """Say of a file that is only a part, and lacks a title, what it is."""
    if (problem.code, problem.origin.field) != ("missing-key", ""):
        return problem
    message = "this is no routine, only a part for routines to include: it has no title"
    hint = "write 'routine:' and a title above it, or name it in a routine: '- include: ...'"
    return Problem(origin=problem.origin, code="only-a-part", message=message, suggestion=hint)


def _grown(data: bytes, file: str) -> Node:
    try:
        return grow(data, file)
    except Unreadable as err:
        raise SpecError(err.problems) from err


def _desk(data: bytes, file: str, tree: Node, settings: Mapping[str, str], fetch: Fetch) -> Desk:
    """Set out what reading a file needs, its parameters first."""
    desk = Desk(file, fetch=fetch, trail=(re.split(r"[/\\]", file)[-1],), taken=[len(data)])
    desk.declare(set_to(read_parameters(tree, desk), settings, desk))
    return desk
