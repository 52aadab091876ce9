"""The ready programmes, as package data: one YAML file each, its name is the id. No ready routine has the same one."""

from typing import Final

IDS: Final = (
    "artiklens-plan",
    "staerkere-paa-tolv-uger",
    "efter-foedsel-tolv-uger",
    "efter-prostataoperation",
    "nedsynkning-16-uger",
    "overaktiv-baekkenbund",
    "to-minutter-om-dagen",
)


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
