"""The reference of the routine language in Danish, from the same tables as the English one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from danish_words import COUNTS, FITS, FORMS, KEYS, KINDS, PLACEHOLDERS, PLACES, SECTIONS, TONES
from examples import EXAMPLES
from knib.plan.cue import TONE_LENGTHS
from knib.spec import cycle, shapes, texts
from knib.spec.forms import PLURALS
from knib.spec.how_often_keys import WEEKDAYS, Ranged
from knib.spec.include import Settings
from knib.spec.keys import Keys
from knib.spec.pacing_keys import RANGE, Announcing, PacingRules, SessionLength, Switch
from knib.spec.parameters import Parameters, Value
from knib.spec.phase_keys import PHASES
from knib.spec.rounds import EXERCISES, ROUNDS
from knib.spec.routine_keys import VOICES
from knib.spec.shared import Shared
from knib.spec.timing import Reps, Timing
from knib.units import HOUR, UNITS, Ms, seconds

Described = Sequence[tuple[str, str, Keys[Any]]]
"""The sections of the language: name, what it is in English, and its keys."""

Placed = Sequence[tuple[str, frozenset[str]]]
"""Which placeholders can stand where; the places in English."""

NAMED: Final[Sequence[tuple[object, str]]] = (
    (texts.WORD, "tekst"),
    (texts.NOTE, "skrevet tekst"),
    (VOICES, "en stemme, eller en liste af stemmer"),
    (RANGE, "procent omkring 100, som `50-200 %`"),
    (WEEKDAYS, "en dag, eller en liste af dage: `mandag` til `søndag`"),
    (EXERCISES, "liste af [exercise](#exercise), [rounds](#rounds) eller [include](#include)"),
    (ROUNDS.known["exercises"].shape, "liste af [exercise](#exercise) eller [include](#include)"),
    (PHASES, "liste af [phase](#phase) eller [group](#group)"),
)
"""Shapes that are known by themselves, whatever they are made of."""

SHAPES: Final[Mapping[type, Callable[[Any, Described], str]]] = {
    texts.Line: lambda line, _: "talt tekst, må være tom" if line.empty else "talt tekst",
    shapes.Length: lambda it, _: (
        f"{'øjeblik' if it.signed else 'længde'}, {_length(it.low)} til {_length(it.high)}{', eller 0 s' * it.zero}"
    ),
    Timing: lambda it, them: f"{_words(it.one, them)}; en liste, én til hvert sæt; eller en trappe, som `5 s .. 10 s`",
    Reps: lambda it, them: f"{_words(it.one, them)}; en liste, ét til hvert sæt; eller en trappe, som `8 .. 12`",
    shapes.Whole: lambda whole, _: f"helt tal, {_number(whole.low)} til {_number(whole.high)}",
    Ranged: lambda it, _: f"helt tal eller to med streg imellem, {it.low} til {it.high}: `3`, `2-3`",
    shapes.Flag: lambda _flag, _: "`true` eller `false`",
    shapes.Choice: lambda choice, _: ", ".join(f"`{word}`" for word in choice.words),
    shapes.OneOrMore: lambda some, them: f"én eller en liste af: {_words(some.many.shape, them)}",
    shapes.ShortOrLong: lambda it, them: f"{_words(it.short, them)}; eller {_words(it.keys, them)}",
    shapes.ListOf: lambda many, them: f"liste af {_words(many.shape, them)}",
    shapes.Map: lambda mapped, them: _words(mapped.shape, them),
    Shared: lambda shared, them: f"{_words(shared.many, them)} eller [include](#include)",
    Settings: lambda _settings, _: "navne og deres værdier",
    Value: lambda _value, _: "længde, tal eller tekst",
    Parameters: lambda _parameters, _: "navne, hver med en værdi eller en [parameter](#parameter)",
    Switch: lambda _switch, _: "`on` eller `off`",
    PacingRules: lambda _rules, _: "`on`, `off` eller [pacing](#pacing)",
    SessionLength: lambda _length, _: "længde, eller [fit](#fit)",
    Announcing: lambda _announcing, _: "`true`, `false`, eller én eller en liste af: `name`, `set`, `rep`",
    Keys: lambda keys, them: f"[{_section(keys, them)}](#{_section(keys, them)})",
}
"""How each shape is put into words. A shape that is missing here stops the run."""


def danish_reference(sections: Described, places: Placed) -> str:
    """Give the whole reference as Markdown."""
    lines = [*_opening(), *_sections(sections), *_values(), *_placeholders(places), *_limits()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _words(shape: object, sections: Described) -> str:
    known = next((says for thing, says in NAMED if thing is shape), None)
    return known or SHAPES[type(shape)](shape, sections)


def _section(keys: Keys[Any], sections: Described) -> str:
    return next(name for name, _, described in sections if described.known.keys() == keys.known.keys())


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _length(length: Ms) -> str:
    return f"{length // HOUR} t" if length >= HOUR else seconds(length).replace(".", ",")


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (headings, ["---"] * len(headings), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _opening() -> Iterator[str]:
    yield "<!-- Written by scripts/reference from danish_words.py and the tables in src/knib/spec. Do not edit. -->"
    yield "# Rutinefilen"
    yield ""
    yield "En rutine er én YAML-fil i UTF-8. Nøglerne er engelske, alt det talte er dansk. Det, der ikke står her,"
    yield "bliver afvist, og du får linjen at vide. In English: [routine.md](routine.md)."
    yield ""


def _sections(sections: Described) -> Iterator[str]:
    for name, _, keys in sections:
        yield f"## {name}"
        yield ""
        yield SECTIONS[name]
        yield ""
        rows = [
            (
                f"`{key}`",
                _words(about.shape, sections),
                KEYS[name][key],
                "ja" if about.required else "",
                _example(name, key),
            )
            for key, about in keys.known.items()
        ]
        yield from _table(("nøgle", "det, der kan stå", "betydning", "skal være der", "eksempel"), rows)


def _example(section: str, key: str) -> str:
    return f"`{EXAMPLES[section][key]}`"


def _values() -> Iterator[str]:
    yield "## Fasernes arter"
    yield ""
    yield from _table(("art", "betydning"), [(f"`{kind}`", says) for kind, says in KINDS.items()])
    yield "## Længder"
    yield ""
    yield "`5 s`, `0,5 s`, `500 ms`, `1 min 30 s`, `1 minut og 30 sekunder`, `1½ min`, `1:30`, `1:02:03`. En længde er"
    yield "et helt antal millisekunder og skal have en enhed: " + ", ".join(f"`{unit}`" for unit in UNITS) + "."
    yield "Et øjeblik er en længde, der må have et minus foran."
    yield ""
    yield "## Toner"
    yield ""
    tones = [(f"`{tone}`", says, f"{TONE_LENGTHS[tone]} ms") for tone, says in TONES.items()]
    yield from _table(("tone", "hvornår og hvordan den lyder", "længde"), tones)
    yield "## Tælling"
    yield ""
    yield from _table(("count", "det, der siges"), [(f"`{count}`", says) for count, says in COUNTS.items()])
    yield "## Når en linje ikke kan være der"
    yield ""
    yield from _table(("fit_voice", "det, der sker"), [(f"`{fit}`", says) for fit, says in FITS.items()])


def _placeholders(places: Placed) -> Iterator[str]:
    yield "## Pladsholdere"
    yield ""
    yield "Parametre kan stå som `{navn}` i hver længde, hvert helt tal, `count` og hver tekst. Knib udfylder selv:"
    yield ""
    held = zip(PLACES, (names for _, names in places), strict=True)
    rows = [(place, ", ".join(f"`{{{name}}}`" for name in sorted(names)) or "ingen") for place, names in held]
    yield from _table(("hvor", "navne"), rows)
    yield from _table(("navn", "betydning"), [(f"`{{{name}}}`", says) for name, says in PLACEHOLDERS.items()])
    yield "Et tal kan få en form. Der står cifre, og stemmen læser dem i det køn, ordet har."
    yield ""
    yield from _table(("form", "betydning"), [(f"`{{{written}}}`", says) for written, says in FORMS.items()])
    yield f"Ord: {', '.join(f'`{noun}`' for noun in PLURALS)}."
    yield ""
    yield "`{{` og `}}` står for selve de krøllede parenteser."
    yield ""


def _limits() -> Iterator[str]:
    yield "## Grænser"
    yield ""
    phases, signs = _number(cycle.MAX_PHASES), _number(texts.MAX_TEXT)
    yield f"En session varer højst {cycle.MAX_SESSION // HOUR} timer og har højst {phases} faser."
    yield f"En tekst har højst {signs} tegn."
