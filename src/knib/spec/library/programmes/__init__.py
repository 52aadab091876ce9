"""The ready programmes, as package data: one YAML file each, its name is the id. No ready routine has the same one."""

from typing import Final, NamedTuple

IDS: Final = (
    "artiklens-plan",
    "staerkere-paa-tolv-uger",
    "efter-foedsel-tolv-uger",
    "efter-prostataoperation",
    "nedsynkning-16-uger",
    "overaktiv-baekkenbund",
    "to-minutter-om-dagen",
)

CONTENTS: Final = "programmes.json"
"""What `knib list` tells of each programme, written by scripts/reference."""


class Ready(NamedTuple):
    """What a list tells of a ready programme."""

    id: str
    title: str
    about: str
    for_whom: str
    weeks: int


def ids() -> tuple[str, ...]:
    """Give the ids of the ready programmes, in the order in which they are listed."""
    return IDS


def load(id_: str) -> bytes:
    """Give the bytes of a ready programme's file (UTF-8), as written.

    Raises:
        KeyError: there is no ready programme of that id.
    """
    if id_ not in IDS:
        raise KeyError(id_)
    return _data(f"{id_}.yaml")


def contents() -> tuple[Ready, ...]:
    """Give what a list tells of each ready programme, in the order of `ids`."""
    import json

    rows = json.loads(_data(CONTENTS))
    return tuple(Ready(id_, **rows[id_]) for id_ in IDS)


def _data(name: str) -> bytes:
    from importlib.resources import files  # 20 ms that only a ready programme should cost

    return files(__name__).joinpath(name).read_bytes()
