"""What the settings file says, what the environment says, and both put together."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from knib.errors import Problem, UsageError
from knib.settings.keys import Read, read, read_environment
from knib.settings.model import Settings
from knib.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Layers:
    """What each place says, by the whole names of the settings, and all that is wrong in both."""

    written: Mapping[str, Any]
    environment: Mapping[str, Any]
    problems: tuple[Problem, ...]


def layers(file: Path, data: bytes | None) -> Layers:
    """Read the environment, and a file's bytes if there is one."""
    written = Read() if data is None else read(data, str(file))
    around = read_environment(os.environ)
    problems = (*written.problems, *around.problems)
    return Layers(written=written.values, environment=around.values, problems=problems)


def together(found: Layers) -> Settings:
    """Give the settings; the environment goes before the file."""
    every = {**found.written, **found.environment}
    always = every.get("voices.always")
    insisted = frozenset({"voice", "pace"} & (every.keys() if always else found.environment.keys()))
    tables = {name.removeprefix("voices."): value for name, value in every.items() if name.startswith("voices.")}
    tables.pop("always", None)
    own = {name.replace(".", "_"): value for name, value in every.items() if not name.startswith("voices.")}
    return Settings(**own, voices=tables, insisted=insisted)


def refusal(problems: Sequence[Problem]) -> UsageError:
    """Put what is wrong with the settings into one error."""
    told = "\n  ".join(str(problem) for problem in problems)
    what = "is a problem" if len(problems) == 1 else f"are {len(problems)} problems"
    cure = "mend the file, or take a setting away with: knib settings unset KEY"
    return UsageError(f"There {what} in the settings:\n  {told}", cure=cure)
