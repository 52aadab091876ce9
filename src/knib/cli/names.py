"""What files are called on the therapist's own disk: after the file or the id they were made of.

That name lies on the disk already, so nothing new is told by it. A dose in words has no name, and its file tells
nothing: `traening`, its length, and four signs that tell it from another dose.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from knib.cli.inputs import Input
from knib.export.naming import NAMELESS, mark_of_parts, plain_name
from knib.spec.choices import Variant
from knib.values import dataclass

TITLE: Final = ""
"""The stem of a file that is called after its session's title."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is changed in every routine of a call."""

    settings: Mapping[str, str]
    variant: Variant = Variant.FULL
    fit: str = ""


def stems(inputs: Sequence[Input], changes: Changes, *, discreet: bool) -> list[str]:
    """Return what the file of each session begins with.

    Two files of one name are told apart by their folders, and if those do not suffice by a mark of their whole paths,
    so that no name depends on the order in which they were given.
    """
    names = {each: _stem(each, discreet=discreet) for each in inputs}
    clashing = _clashing(names)
    names |= {each: _with_folder(each) for each in clashing}
    names |= {each: f"{names[each]} {mark_of_parts(str(Path(each.name).absolute()))}" for each in _clashing(names)}
    variant = _variant(changes.variant)
    return [f"{names[each]} {variant}".strip() if names[each] else TITLE for each in inputs]


def paper_stem(each: Input, *, discreet: bool) -> str:
    """Return what a paper for the therapist's own disk begins with; `TITLE` where it is called after its title."""
    return _stem(each, discreet=discreet)


def neutral_mark(each: Input, changes: Changes) -> str:
    """Return the mark of what goes to a patient, whose name tells nothing: of its source, and of what was changed."""
    dose = mark(each, changes)
    return dose if each.dose is not None else mark_of_parts(plain_name(Path(each.name).stem), dose)


def mark(each: Input, changes: Changes) -> str:
    """Return the mark of a dose that stands in no file: one in words, or a routine's with what was changed in it."""
    dose = [] if each.dose is None else [" ".join(each.dose.casefold().split())]
    settings = sorted(f"{name}={''.join(value.split())}" for name, value in changes.settings.items())
    fit = [f"fit={''.join(changes.fit.split())}"] if changes.fit else []
    parts = [*dose, *settings, *fit]
    return mark_of_parts(*parts) if parts else ""


def _stem(each: Input, *, discreet: bool) -> str:
    if each.dose is not None:
        return NAMELESS if discreet else TITLE
    return plain_name(Path(each.name).stem)


def _with_folder(each: Input) -> str:
    path = Path(each.name)
    folder = path.absolute().parent.name if path.suffix or path.parent.name else ""
    return plain_name(f"{folder} {path.stem}")


def _clashing(names: Mapping[Input, str]) -> list[Input]:
    """Return the routines of files whose name another one has, too; doses are told apart by their marks."""
    found = {each: name for each, name in names.items() if each.dose is None}
    return [each for each, name in found.items() if list(found.values()).count(name) > 1]


def _variant(variant: Variant) -> str:
    if variant is Variant.FULL:
        return ""
    from knib.spec.variants import TITLES

    return TITLES[variant]
