"""The ready routines, as package data: one YAML file each, its name is the routine's id."""

from collections.abc import Mapping
from typing import Final

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
"""Lists that several ready routines include, and any other routine may. They are no routines, so they are not listed."""


def ids() -> tuple[str, ...]:
    """Give the ids of the ready routines, in the order in which a patient may meet them."""
    return IDS


def load(id_: str) -> bytes:
    """Give the bytes of a ready routine's or a ready part's file (UTF-8), as written.

    Raises:
        KeyError: there is no ready routine or part of that id.
    """
    from importlib.resources import files  # 20 ms that only a ready routine should cost

    if id_ not in IDS and id_ not in PARTS:
        raise KeyError(id_)
    return files(__name__).joinpath(f"{id_}.yaml").read_bytes()
