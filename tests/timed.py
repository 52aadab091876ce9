"""The ready routines timed with a voice of 75 ms a letter, each read and placed once in a test process."""

import re
from functools import cache

from knib.plan.acts import Beat
from knib.plan.place import place
from knib.plan.script import Script, write
from knib.plan.timeline import Role, Span, Timeline
from knib.spec import library
from knib.spec.model import Kind, Routine
from knib.spec.reader import read
from knib.units import Ms

WORKING = {Kind.WORK, Kind.HOLD}

Doses = dict[str, list[tuple[str, int]]]
"""Kind and seconds of every phase of each exercise, in order."""


@cache
def routine(name: str, *settings: tuple[str, str]) -> Routine:
    return read(library.load(name), f"{name}.yaml", dict(settings))


@cache
def script(name: str, *settings: tuple[str, str]) -> Script:
    return write(routine(name, *settings))


@cache
def timeline(name: str, *settings: tuple[str, str]) -> Timeline:
    written = script(name, *settings)
    return place(written, {cue: Ms(75 * len(cue.text)) for cue in written.cues})


def dose(name: str, *settings: tuple[str, str]) -> Doses:
    spans: Doses = {}
    for span in timeline(name, *settings).spans:
        spans.setdefault(span.exercise, []).append((str(span.kind), (span.end - span.start) // 1000))
    return spans


def said(name: str) -> list[str]:
    return [cue.text for cue in script(name).cues]


def beats(name: str) -> list[Beat]:
    return [act for act in script(name).acts if isinstance(act, Beat)]


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def heard_in(name: str, span: Span) -> list[tuple[Ms, Role]]:
    """Give the moments from the phase's start, and the roles, of the words heard in a phase."""
    placed = timeline(name).placed
    return [(Ms(it.start - span.start), it.role) for it in placed if span.start <= it.start < span.end]
