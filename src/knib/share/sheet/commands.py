"""The writer's own commands as paper shows them, and the short words that stand for the usual ones."""

import re
from collections.abc import Mapping
from typing import Final

from knib.spec.model import Kind
from knib.spec.placeholders import fill, named

PLAINLY: Final = {
    Kind.WORK: "arbejd",
    Kind.HOLD: "hold",
    Kind.RELEASE: "slip",
    Kind.RELAX: "slap af",
    Kind.REST: "hvil",
    Kind.MOVE: "bevæg dig",
    Kind.INHALE: "ånd ind",
    Kind.EXHALE: "ånd ud",
}
"""What each kind of phase asks for, where no words of the writer's own are needed to tell it from another."""

FIRM: Final = frozenset({Kind.WORK, Kind.HOLD})
LOOSE: Final = frozenset({Kind.REST, Kind.RELEASE, Kind.RELAX})
BREATH: Final = (Kind.INHALE, Kind.EXHALE)

_SAME: Final = frozenset({"for", "side"})
"""Placeholders that paper can show; the others change from one repetition to the next."""

_NUMBER: Final = re.compile(r"\s*\{[^{}]*\}(?:\s+af\s+(?:\{[^{}]*\}|\d+(?:, \d+)*(?: og \d+)?))?")
_CLAUSES: Final = re.compile(r"(?<=[.!?,:])\s+")
_ENDS: Final = " .,:;!…"

_SQUEEZE: Final = re.compile(r"\bknib\b")
_HELD: Final = re.compile(r"\bknib(?:et)?\b|^(?:spænd|klem|stræk|hold|bliv)\b")
_BREATH_HELD: Final = re.compile(r"\b(?:vejret|ånden|luften)\b")
_LET_GO: Final = re.compile(r"^(?:og )?(?:slip|giv slip|slap|hvil|pause|løsn|afspænd)|^$")
_ACTIVE: Final = re.compile(r"^(?:gå|gang|løb|jog|cykl|svøm|hop|dans|march|vandr|bevæg|ro )")


def shown(command: str, values: Mapping[str, str]) -> str:
    """Return a command as paper shows it: its sides together, its `{for}` still to be filled, no full stop.

    What changes with the repetition is no use on paper, and is left out: of `Minut {rep}, hop.` it is `Hop`.

    Args:
        command: The words as written.
        values: What stands for `{side}`, and for the numbers that are the same in every repetition.
    """
    text = fill(command, values, partly=True)
    kept = [clause for clause in _CLAUSES.split(text) if not named(clause) - _SAME]
    text = " ".join(kept) if kept else _NUMBER.sub(lambda number: number[0] * (named(number[0]) <= _SAME), text)
    text = "" if text.strip(_ENDS) == "{for}" else text.strip(_ENDS)
    return text[:1].upper() + text[1:]


def is_squeeze(words: str) -> bool:
    """Return whether a command asks for a squeeze."""
    return bool(_SQUEEZE.search(words.lower()))


def plain_word(kind: Kind, exercise: str) -> str:
    """Return what stands for a command without words; the work of an exercise that is named after squeezes is held."""
    return PLAINLY[Kind.HOLD if kind is Kind.WORK and is_squeeze(exercise) else kind]


def is_held(kind: Kind, words: str) -> bool:
    """Return whether `hold` says what a phase asks: it holds by its kind, or by the words of its work."""
    low = words.lower()
    return kind in FIRM and not _BREATH_HELD.search(low) and (kind is Kind.HOLD or bool(_HELD.search(low)))


def is_let_go(kind: Kind, words: str) -> bool:
    """Return whether a rest is a letting go or a pause, and nothing else that is done meanwhile."""
    return kind in LOOSE and bool(_LET_GO.search(words.lower()))


def is_active(words: str) -> bool:
    """Return whether a pause is spent in motion."""
    return bool(_ACTIVE.search(words.lower()))
