"""The ready routines, as package data: one YAML file each, its name is the routine's id."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from knib.units import Ms

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "bækkenbund": (
        "find-musklen",
        "blid-start",
        "otte-knib",
        "seks-sekunder",
        "to-minutter",
        "lange-og-hurtige",
        "udholdenhed",
        "hurtige-knib",
        "hosteknib",
        "elevator",
        "knib-i-bevaegelse",
        "gravid",
        "efter-foedsel",
        "overgangsalder",
        "overvaegt",
        "aeldre-siddende",
        "nedsynkning",
        "tarm",
        "trang",
        "maend",
        "efter-prostata",
        "lette-knib",
    ),
    "ånde": ("afspaending", "aandedraet"),
    "almen": ("knae", "udspaending", "gang-intervaller", "styrke", "balance"),
}
"""The ids by what they are about, in the order in which a patient may meet them."""

IDS: Final = tuple(id_ for group in GROUPS.values() for id_ in group)

PARTS: Final = ("faelles-knib", "faelles-mand", "faelles-almen")
"""Lists that several ready routines include, as any routine may. They are no routines themselves, so nothing lists
them."""

CONTENTS: Final = "contents.json"
"""What `knib list` tells of each routine, written by scripts/reference: reading and speaking them all takes seconds."""


class Ready(NamedTuple):
    """What a list tells of a ready routine.

    `doses` has each exercise's name and its dose in Danish words; `length` is how long the session is, in ms, when the
    embedded voice speaks it and nothing is set.
    """

    id: str
    group: str
    title: str
    about: str
    for_whom: str
    doses: tuple[tuple[str, str], ...]
    length: Ms


def ids() -> tuple[str, ...]:
    """Give the ids of the ready routines, in the order in which a patient may meet them."""
    return IDS


def load(id_: str) -> bytes:
    """Give the bytes of a ready routine's or a ready part's file (UTF-8), as written.

    Raises:
        KeyError: there is no ready routine or part of that id.
    """
    if id_ not in IDS and id_ not in PARTS:
        raise KeyError(id_)
    return _data(f"{id_}.yaml")


def contents() -> tuple[Ready, ...]:
    """Give what a list tells of each ready routine, in the order of `ids`."""
    import json

    rows: dict[str, Any] = json.loads(_data(CONTENTS))
    groups = {id_: group for group, members in GROUPS.items() for id_ in members}
    return tuple(_ready(id_, groups[id_], rows[id_]) for id_ in IDS)


def _ready(id_: str, group: str, row: Mapping[str, Any]) -> Ready:
    return Ready(
        id=id_,
        group=group,
        title=row["title"],
        about=row["about"],
        for_whom=row["for_whom"],
        doses=tuple((exercise, dose) for exercise, dose in row["doses"]),
        length=Ms(row["length"]),
    )


def _data(name: str) -> bytes:
    from importlib.resources import files  # 20 ms that only a ready routine should cost

    return files(__name__).joinpath(name).read_bytes()
