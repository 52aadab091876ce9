"""A command line read strictly: what takes one value is given once, and doses keep their place among the routines."""

from collections import Counter
from functools import partial
from typing import Any, Final

from typer import Context
from typer.core import TyperCommand, TyperOption

PLACES: Final = "dose places"
"""Key of a context's `meta`: how many arguments stand before each `--dose`."""


class StrictCommand(TyperCommand):
    """A command that refuses an option given twice, unless it may stand several times."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse the arguments.

        Raises:
            UsageError: an option of one value stands there twice, or one of typer's own reasons.
        """
        if args and not ctx.resilient_parsing:
            _refuse_repeated(self, ctx, list(args))
        return super().parse_args(ctx, args)

    def make_parser(self, ctx: Context) -> Any:  # type: ignore[override]  # noqa: ANN401 -- Typer keeps its class to itself
        """Make a parser that notes where each dose stands."""
        parser = super().make_parser(ctx)
        places = ctx.meta[PLACES] = list[int]()
        option = parser._long_opt.get("--dose")  # noqa: SLF001 -- there is no other way to learn the order
        if option:
            setattr(option, "process", partial(_place_noted, option.process, places))  # noqa: B010
        return parser


def dose_places(ctx: Context) -> list[int]:
    """Return how many arguments stand before each `--dose` of a call."""
    return list(ctx.meta.get(PLACES, ()))


def _place_noted(process: Any, places: list[int], value: Any, state: Any) -> None:  # noqa: ANN401 -- as above
    places.append(len(state.largs))
    process(value, state)


def _refuse_repeated(command: TyperCommand, ctx: Context, args: list[str]) -> None:
    *_, order = command.make_parser(ctx).parse_args(args=args)
    for option, times in Counter(order).items():
        if times > 1 and isinstance(option, TyperOption) and not _may_repeat(option):
            either = [*option.opts[-1:], *option.secondary_opts[:1]] if option.is_flag else option.opts[-1:]
            ctx.fail(f"{' or '.join(either)} was given {times} times. Give it once.")


def _may_repeat(option: TyperOption) -> bool:
    """Return whether an option says several things when it is given several times, or always the same."""
    return option.multiple or option.count or (option.is_flag and not option.secondary_opts)
