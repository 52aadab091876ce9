"""What there is to tell of the ready routines: the table that `knib list` reads, and their reference.

The table has each routine's length as the embedded voice speaks it. Another edition of that voice differs by a little
here and there; a length that is nearly right stays as it is, so that nothing is written anew for it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, Final

from knib.plan.place import place
from knib.plan.script import write
from knib.share.sheet.dose import doses
from knib.spec import library
from knib.spec.library import programmes
from knib.spec.model import Routine
from knib.spec.parameter import Parameter
from knib.spec.programme import Programme
from knib.spec.programme_reader import read_programme
from knib.spec.reader import read
from knib.studio import pace_of
from knib.units import Ms, clock
from knib.voice.engines.espeak import Espeak

NEAR: Final = 2000
"""In ms: two lengths of one session nearer than this are the same."""

GROUP_SAYS: Final = {
    "bækkenbund": "Pelvic floor",
    "ånde": "Letting go and breathing",
    "almen": "General physiotherapy",
}


@cache
def routine(id_: str) -> Routine:
    """Read a ready routine."""
    return read(library.load(id_), id_)


@cache
def programme(id_: str) -> Programme:
    """Read a ready programme."""
    return read_programme(programmes.load(id_), id_, library.load)


@cache
def length(id_: str) -> Ms:
    """Give how long a ready routine is, in ms: as the table has it, unless that is wrong."""
    voice, pace, written = Espeak(), pace_of(routine(id_)), write(routine(id_))
    spoken = {cue: voice.speak(voice.text_for(cue.text), pace).length for cue in written.cues}
    measured = place(written, spoken).length
    known = _known().get(id_, {}).get("length", 0)
    return Ms(known) if abs(known - measured) < NEAR else measured


@cache
def _known() -> Mapping[str, Any]:
    try:
        return {row.id: {"length": row.length} for row in library.contents()}
    except (OSError, ValueError, KeyError):  # none yet, or one of another shape
        return {}


def contents() -> str:
    """Give the table that `knib list` reads, as JSON."""
    rows = {id_: _row(id_) for id_ in library.ids()}
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(id_: str) -> dict[str, object]:
    it = routine(id_)
    return {
        "title": it.title,
        "about": it.about,
        "for_whom": it.for_whom,
        "doses": [list(dose) for dose in doses(it)],
        "length": length(id_),
    }


def programmes_contents() -> str:
    """Give what `knib list` reads of the ready programmes, as JSON."""
    rows = {id_: _programme(programme(id_)) for id_ in programmes.ids()}
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _programme(it: Programme) -> dict[str, object]:
    return {"title": it.title, "about": it.about, "for_whom": it.for_whom, "weeks": len(it.weeks)}


def library_reference() -> str:
    """Give the reference of the ready routines as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "<!-- Written by scripts/reference from the files in src/knib/spec/library. Do not edit. -->"
    yield "# The ready routines"
    yield ""
    yield "> A gynobs physiotherapist must approve doses and Danish wording before clinical use."
    yield ""
    yield "`knib list` lists them, `knib render ID` makes a session, `knib new --from ID` copies one to change. What"
    yield "can be set is set with `--set NAME=VALUE`, within the limits in brackets. Lengths are the embedded voice's."
    yield ""
    groups = {id_: group for group, members in library.GROUPS.items() for id_ in members}
    for group, members in groupby(library.ids(), groups.__getitem__):
        ids = [*members]
        yield f"## {GROUP_SAYS[group]}"
        yield ""
        yield "| id | title | whom | min |"
        yield "| --- | --- | --- | --- |"
        for id_ in ids:
            yield f"| [`{id_}`](#{id_}) | {routine(id_).title} | {routine(id_).for_whom} | {clock(length(id_))} |"
        yield ""
        for id_ in ids:
            yield from _one(id_)
    yield "## Parts to include"
    yield ""
    parts = ", ".join(f"`{part}`" for part in library.PARTS)
    yield f"{parts} hold what the routines have in common: when to ask first, safety lines, what is said at"
    yield "the beginning and at the end. `knib show faelles-knib` prints one; any routine may"
    yield "[include](../how-to/include.md) it."


def _one(id_: str) -> Iterator[str]:
    it = routine(id_)
    yield f"### {id_}"
    yield ""
    yield f"*{it.title}.* {it.about}"
    yield ""
    for name, dose in doses(it):
        yield f"- {name}: {dose}"
    for name, parameter in it.parameters.items():
        yield f"- `{name}`: {_values(parameter)}"
    yield f"- Source: {it.source}"
    yield ""


def _values(parameter: Parameter) -> str:
    return f"{parameter.label}, {parameter.value} ({parameter.low} to {parameter.high})"
