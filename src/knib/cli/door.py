"""Where errors are caught: each becomes a sentence, a cure and its own exit code. Anything else is a bug."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Final, ParamSpec

from knib.cli import console
from knib.errors import KnibError

SOME_FAILED: Final = 8
INTERRUPTED: Final = 130

P = ParamSpec("P")


def door(command: Callable[P, int | None]) -> Callable[P, None]:
    """Let a command's errors out as words and an exit code, which it may also give itself."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        import typer  # is there by now; who comes in without it does not load it

        try:
            code = settled(partial(command, *args, **kwargs), json=bool(kwargs.get("json")))
        except typer.Abort as error:
            console.note(_STOPPED)
            raise typer.Exit(INTERRUPTED) from error
        if code:
            raise typer.Exit(code)

    return guarded


def settled(command: Callable[[], int | None], *, json: bool = False) -> int:
    """Carry a command out, put its errors into words, and return its exit code; a question as data with `json`."""
    try:
        return command() or 0
    except KnibError as error:
        if json and (question := console.question_of(error)):
            console.data(console.question_data(question))
        else:
            console.complaint(error)
        return error.exit_code
    except KeyboardInterrupt:
        console.note(_STOPPED)
        return INTERRUPTED
    except BrokenPipeError:
        console.give_up_stdout()
        return console.BROKEN_PIPE_EXIT


_STOPPED: Final = "Stopped; nothing half-finished was left."


def exit_code(errors: list[KnibError], of: int) -> int:
    """Give the exit code for many jobs: 0, the failure's own when all failed alike, and 8 when only some did."""
    codes = {error.exit_code for error in errors}
    if not codes:
        return 0
    return codes.pop() if len(codes) == 1 and len(errors) == of else SOME_FAILED
