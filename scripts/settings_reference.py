"""The settings' reference, from the table that they are read by."""

from collections.abc import Iterator
from typing import Any

from knib.settings.keys import ALL, DEFAULTS, Plain, variable
from knib.spec.keys import Key
from knib.spec.routine_keys import VOICES
from knib.spec.shapes import Choice, Flag


def settings() -> str:
    """Give the whole reference as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "<!-- Written by scripts/reference from the table in src/knib/settings/keys.py. Do not edit. -->"
    yield "# The settings"
    yield ""
    yield "They stand in `settings.toml`, in the folder that `knib settings` tells: `KNIB_CONFIG_DIR`, or the system's"
    yield "place for settings. Nobody needs any. `knib settings` shows where each value comes from; `knib settings set`"
    yield "and `knib settings unset` change the file and keep its comments."
    yield ""
    yield "The command line goes first, then the variable, then the file. A routine's own `voice` and pace go before"
    yield "the file's, unless it has `voices.always`. A routine by itself never chooses a voice that sends text away."
    yield ""
    yield "| setting | value | meaning | without it | variable |"
    yield "| --- | --- | --- | --- | --- |"
    for name, key in ALL.items():
        default = DEFAULTS.get(name, "")
        without = str(default).lower() if isinstance(default, bool) else default
        yield f"| `{name}` | {_value(key)} | {key.says} | {without} | `{variable(name)}` |"
    yield ""
    yield "`clinic.name` is `name` under `[clinic]`, and `voices.always` is `always` under `[voices]`. Each engine"
    yield "has a table of its own, `[voices.ENGINE]`, which it reads itself; each of several servers has a"
    yield "`[voices.http.NAME]`. Keys to servers, passwords and the like are refused: they belong in an environment"
    yield "variable, whose name the engine is told."
    yield ""
    yield "```toml"
    yield "# Own recordings first; what they lack is spoken by the embedded voice."
    yield 'voice = ["min-stemme", "espeak"]'
    yield 'output = "~/Sessioner"'
    yield ""
    yield "[clinic]"
    yield 'name = "Klinikken ved Åen"'
    yield 'telephone = "12 34 56 78"'
    yield "```"


def _value(key: Key[Any]) -> str:
    """Say what a setting can be."""
    match key.shape:
        case Choice(words=words):
            return ", ".join(f"`{word}`" for word in words)
        case Flag():
            return "`true` or `false`"
        case Plain(path=path):
            return "path; `~` is the home folder" if path else "text"
        case shape if shape is VOICES:
            return "a voice, or a list of voices"
    raise KeyError(key)
