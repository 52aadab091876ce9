"""The ready routines, as package data: one YAML file each, its name is the routine's id."""

from typing import Final

IDS: Final = ("find-musklen", "blid-start", "lange-og-hurtige", "udholdenhed", "hosteknib", "afspaending")


def ids() -> tuple[str, ...]:
    """Give the ids of the ready routines, in the order in which a patient may meet them."""
    return IDS


def load(id_: str) -> bytes:
    """Give the bytes of a ready routine's file (UTF-8), as written.

    Raises:
        KeyError: there is no ready routine of that id.
    """
    from importlib.resources import files  # 20 ms that only a ready routine should cost

    if id_ not in IDS:
        raise KeyError(id_)
    return files(__name__).joinpath(f"{id_}.yaml").read_bytes()
