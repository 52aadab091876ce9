"""Files that a person writes: what `fmt` changes and `watch` waits for, which no ready routine is."""

from pathlib import Path

from knib.errors import UsageError


def own_file(name: str) -> Path:
    """Give the file of that name. Whether there is one is told by whoever reads it.

    Raises:
        UsageError: it is the id of a ready routine.
    """
    from knib.cli.sources import is_file
    from knib.spec import library

    if name in library.ids() and not is_file(Path(name)):
        cure = f"copy it first: knib new --from {name}"
        raise UsageError(f"'{name}' is a ready routine, and no file.", cure=cure)
    return Path(name)
