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
    from importlib.resources import files  # 20 ms that only a ready programme should cost

    if id_ not in IDS:
        raise KeyError(id_)
    return files(__name__).joinpath(f"{id_}.yaml").read_bytes()


def contents() -> tuple[Ready, ...]:
    """Give what a list tells of each ready programme, in the order of `ids`; none of their routines is looked into."""
    return tuple(map(_heading, IDS))


def _heading(id_: str) -> Ready:
    from knib.spec.programme_keys import span_of
    from knib.spec.tree import Leaf, Row, below, grow

    tree = grow(load(id_), id_)
    title, about, for_whom = (
        leaf.text if isinstance(leaf := below(tree, key), Leaf) else "" for key in ("programme", "about", "for_whom")
    )
    stages = below(tree, "stages")
    last = span_of(below(stages, len(stages.items) - 1, "weeks")) if isinstance(stages, Row) else None
    return Ready(id_, title, about, for_whom, last[1] if last else 0)
