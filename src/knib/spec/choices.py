"""What both a routine file and the command line choose for a session. Light, because a help text loads it."""

from enum import StrEnum


class ToneSet(StrEnum):
    """How the tones of a session sound; with `none` there are no tones."""

    BELL = "bell"
    SOFT = "soft"
    NONE = "none"


class Wake(StrEnum):
    """What precedes a word after a long silence."""

    TONE = "tone"
    OFF = "off"


class Variant(StrEnum):
    """How much of a routine is said."""

    FULL = "full"
    SHORT = "short"
    TONES = "tones"


class Pace(StrEnum):
    """How fast the voice speaks."""

    CALM = "rolig"
    NORMAL = "normal"
    BRISK = "rask"
