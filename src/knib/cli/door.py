"""Where errors are caught: each becomes a sentence, a cure and its own exit code. Anything else is a bug."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import typer

from knib.cli import console
from knib.errors import KnibError

SOME_FAILED: Final = 8
INTERRUPTED: Final = 130

P = ParamSpec("P")


def door(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command's errors out as words and an exit code."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except KnibError as error:
            console.complaint(error)
            raise typer.Exit(error.exit_code) from error
        except (KeyboardInterrupt, typer.Abort) as error:
            console.note("Stopped; nothing half-finished was left.")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            console.give_up_stdout()
            raise typer.Exit(console.BROKEN_PIPE_EXIT) from error

    return guarded


def exit_code(errors: list[KnibError], of: int) -> int:
    """Give the exit code for many jobs: 0, the failure's own when all failed alike, and 8 when only some did."""
    codes = {error.exit_code for error in errors}
    if not codes:
        return 0
    return codes.pop() if len(codes) == 1 and len(errors) == of else SOME_FAILED
