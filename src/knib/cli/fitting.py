"""How long a session must be, as `--fit` says it."""

from typing import TYPE_CHECKING

from knib.errors import UsageError

if TYPE_CHECKING:
    from knib.spec.model import Fitting


def read_fit(written: str | None) -> "Fitting | None":
    """Read how long a session must be.

    Raises:
        UsageError: it is no length, or one that no session can have.
    """
    if written is None:
        return None
    from knib.errors import Origin
    from knib.spec.model import Fitting
    from knib.spec.pacing_keys import SESSION_LENGTH
    from knib.spec.tree import shown
    from knib.units import read_length

    try:
        length = read_length(written)
    except ValueError as err:
        raise UsageError(f"--fit {shown(written)} is no length.", cure="write it as in: --fit '15 min'") from err
    if not SESSION_LENGTH.low <= length <= SESSION_LENGTH.high:
        raise UsageError(f"--fit {shown(written)} is no length of a session.", cure="from 1 s to 12 hours")
    return Fitting(length=length, origin=Origin(file="--fit"))
