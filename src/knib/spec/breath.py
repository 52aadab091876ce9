"""Texts that lead the breath: in, out, or held. Where one does, nothing else may be said about breathing."""

import re
from typing import Final

_BREATHES_IN_OR_OUT: Final = re.compile(
    r"\b(?:ånd|pust|træk\s+vejret|træk\s+luft|indånd|udånd|inhal|exhal|breathe)\w*\s+(?:\w+\s+){0,2}(?:ind|ud|in|out)\b"
    r"|\b(?:indånd|udånd|inhal|exhal)|\btomme?\s+(?:\w+\s+)?lunge|\bfulde?\s+(?:\w+\s+)?lunge|\b(?:empty|full)\s+lung"
)

_HOLDS_BREATH: Final = re.compile(
    r"\bhold(?:er|\s+på)?\s+(?:\w+\s+)?(?:vejret|luften|ånde|åndedrættet|breath|your\s+breath|the\s+breath)"
    r"|\bbreath[ -]?hold|\blungerne\b|\båndestop|\bluften\s+inde|^hold\s+inde\b|\båndedrættet\s+hold"
)


_NOT: Final = re.compile(r"\b(?:ikke|aldrig|uden\s+at|not|never|don'?t|without)\b")

_SENTENCE_ENDS: Final = re.compile(r"[.!?…]+")


def leads_breath(text: str) -> bool:
    """Return whether a text leads the breath. One that says not to hold it does not."""
    return any(
        _BREATHES_IN_OR_OUT.search(sentence) or (_HOLDS_BREATH.search(sentence) and not _NOT.search(sentence))
        for sentence in re.split(_SENTENCE_ENDS, text.casefold())
    )
