"""Ready routines by their ids, and what is said when there is none of that id."""

from knib.errors import UsageError
from knib.spec import library


def ready_bytes(name: str) -> bytes:
    """Read a ready routine, or a ready part, by its id.

    Raises:
        UsageError: there is none.
    """
    try:
        return library.load(name)
    except KeyError as err:
        raise no_routine(name) from err


def no_routine(name: str) -> UsageError:
    """Say that there is no ready routine of a name, and which was probably meant."""
    if name in library.PARTS:
        return UsageError(
            f"'{name}' is a part for routines to include, no routine.", cure=f"knib show {name} prints it"
        )
    from difflib import get_close_matches  # only who mistyped pays for it

    close = get_close_matches(name, library.ids(), n=1)
    meant = f"did you mean '{close[0]}'?" if close else "'knib list' shows them"
    return UsageError(f"There is no ready routine '{name}'.", cure=meant)


def no_source(name: str, err: Exception) -> UsageError:
    """Say that a name is neither a file that can be read nor a ready routine, and which was probably meant."""
    from difflib import get_close_matches

    from knib.spec.library import programmes

    if name in library.PARTS:
        return no_routine(name)
    meant = "'knib list' shows the ready routines"
    for what, ids in (("programme", programmes.ids()), ("routine", library.ids())):  # the last one goes first
        if close := get_close_matches(name, ids, n=1):
            meant = f"did you mean the ready {what} '{close[0]}'?"
    if name in programmes.ids():
        meant = f"it is a programme: 'knib programme {name}' makes all its sessions"
    why = "There is no file" if isinstance(err, FileNotFoundError) else "Cannot read the file"
    return UsageError(f"{why} '{name}'.", cure=meant)
