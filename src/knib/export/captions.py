"""A session's words in writing: captions to be read beside the sound, and chapters for podcast apps. Text only.

WebVTT: W3C, "WebVTT: The Web Video Text Tracks Format". LRC: no standard; what its players have in common. Chapters:
Podcasting 2.0, "JSON Chapters Format", version 1.2.0. Captions hold the routine's own words, so they are written only
when somebody asks for them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Chapter, Placed, Timeline
from knib.spec.model import Tone
from knib.units import HOUR, MINUTE, SECOND, Ms
from knib.values import dataclass

SIGNS: Final[Mapping[Tone, str]] = {Tone.START: "♪ ↑", Tone.STOP: "♪ ↓", Tone.HALF: "♪"}
"""How a tone is written for who cannot hear it: rising, falling, single. The other tones tell nothing."""

READABLE: Final = SECOND
"""A caption stays this long where there is room: "tre" takes 0.3 s to say, and longer to read."""

FORGOTTEN: Final = Ms(4 * SECOND)
"""Karaoke lines have no end: after so long without another, in ms, a line is taken off the screen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """A line to be read, and when it is heard (ms from the start of the session)."""

    start: Ms
    end: Ms
    text: str


def one_line(text: str) -> str:
    """Give a text as one clean line: a line break or a control character cuts it off in some players."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def words(timeline: Timeline) -> tuple[Caption, ...]:
    """Give what is spoken, line by line, in order."""
    return _written(placed for placed in timeline.placed if isinstance(placed.sound, Cue))


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Give what is spoken, and a sign for each tone that tells something, in order."""
    return _written(timeline.placed)


def webvtt(timeline: Timeline) -> str:
    """Write a session as WebVTT. No caption reaches into the next one; the shortest stay a second where they can."""
    lines = captions(timeline)
    ends = [*(line.start for line in lines), timeline.length][1:]
    return "WEBVTT\n" + "".join(map(_vtt_cue, lines, ends))


def starts_of(vtt: str) -> list[Ms]:
    """Return where each line of captions begins, as `webvtt` writes them."""
    found = re.findall(r"(?m)^(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> ", vtt)
    return [
        Ms(int(hours) * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND + int(rest))
        for hours, minutes, seconds, rest in found
    ]


def lrc(timeline: Timeline, title: str) -> str:
    """Write a session as an LRC file, for music players that show the words as they are sung.

    Moments are in hundredths of a second, rounded down: no line comes after its sound.
    """
    lines = captions(timeline)
    head = {"ti": title, "la": "da", "length": f"{timeline.length // MINUTE}:{timeline.length // SECOND % 60:02}"}
    tags = (f"[{name}:{_unbracketed(text)}]" for name, text in head.items())
    return "\n".join((*tags, *_lrc_lines(lines), ""))


def chapters_json(chapters: tuple[Chapter, ...], title: str) -> str:
    """Write chapters as podcast apps fetch them, times in seconds."""
    listed = [
        {"startTime": _seconds(chapter.start), "endTime": _seconds(chapter.end), "title": one_line(chapter.title)}
        for chapter in chapters
    ]
    whole = {"version": "1.2.0", "title": one_line(title), "chapters": listed}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _written(sounds: Iterable[Placed]) -> tuple[Caption, ...]:
    lines = (Caption(start=placed.start, end=placed.end, text=_text(placed.sound)) for placed in sounds)
    return tuple(line for line in lines if line.text)


def _text(sound: Sounding) -> str:
    return one_line(sound.text) if isinstance(sound, Cue) else SIGNS.get(sound, "")


def _vtt_cue(line: Caption, following: Ms) -> str:
    """Write one cue block (section 4.1). `&`, `<` and `>` are escaped, so the text can hold neither a tag nor `-->`."""
    from html import escape  # 3 ms that a session without captions need not wait for

    end = max(line.end, min(line.start + READABLE, following))
    return f"\n{_vtt_time(line.start)} --> {_vtt_time(Ms(end))}\n{escape(line.text, quote=False)}\n"


def _vtt_time(moment: Ms) -> str:
    return f"{moment // HOUR:02}:{moment // MINUTE % 60:02}:{moment // SECOND % 60:02}.{moment % SECOND:03}"


def _lrc_lines(lines: tuple[Caption, ...]) -> Iterator[str]:
    for line, following in pairwise((*lines, None)):
        if line is None:
            continue
        yield f"[{_lrc_time(line.start)}]{_unbracketed(line.text)}"
        if following is None or following.start - line.end > FORGOTTEN:
            yield f"[{_lrc_time(Ms(line.end + FORGOTTEN))}]"


def _lrc_time(moment: Ms) -> str:
    return f"{moment // MINUTE:02}:{moment // SECOND % 60:02}.{moment % SECOND // 10:02}"


def _unbracketed(text: str) -> str:
    """Write brackets round: the format has no escape, and would read them as a moment."""
    return one_line(text).translate(_ROUND)


_ROUND: Final = str.maketrans("[]", "()")


def _seconds(moment: Ms) -> int | float:
    return moment // SECOND if moment % SECOND == 0 else moment / SECOND
