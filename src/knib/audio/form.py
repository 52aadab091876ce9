"""The formats by name: light enough for a command line's help."""

from enum import StrEnum


class Format(StrEnum):
    """A format that sessions are written in; its value is the ending of the file's name."""

    MP3 = "mp3"
    M4A = "m4a"
    M4B = "m4b"
    OPUS = "opus"
    FLAC = "flac"
    WAV = "wav"


class Quality(StrEnum):
    """How good an MP3 sounds, and how large it is."""

    SMALL = "small"
    NORMAL = "normal"
    HIGH = "high"
