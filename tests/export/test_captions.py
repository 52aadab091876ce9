import json
import re
from pathlib import Path

import pytest

from knib.errors import Origin
from knib.export.captions import captions, chapters_json, lrc, webvtt, words
from knib.plan.cue import Cue, Sounding
from knib.plan.timeline import Placed, Role, Timeline
from knib.spec.model import Tone
from knib.units import Ms
from routines import planned

GOLDEN = Path(__file__).parent / "golden"

TEXT = """\
routine: "Knæ & [hofte]"
intro: [{say: Velkommen. Læg dig ned.}]
exercises:
  - name: "Knib & <slip>"
    reps: 2
    phases:
      - {work: Knib <nu> & hold --> løft., for: 4 s, tone: start, count: last 2}
      - {rest: Slip., for: 6 s}
  - {name: "Ro [og] fred", phases: [{inhale: Ind., for: 4 s, tone: half}, {exhale: Ud., for: 5500 ms}]}
outro: [{say: Godt.}]
"""


def golden() -> dict[str, str]:
    """Give each golden file's name and what should stand in it."""
    session = planned(TEXT)
    return {
        "captions.vtt": webvtt(session),
        "captions.lrc": lrc(session, session.title),
        "chapters.json": chapters_json(session.chapters, session.title),
    }


def refresh() -> None:
    """Write the golden files anew; `scripts/golden` does."""
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")


def sounding(*sounds: tuple[int, int, Sounding], length: int = 60_000) -> Timeline:
    placed = tuple(
        Placed(start=Ms(start), end=Ms(end), sound=sound, role=Role.SAY, origin=Origin(file="x"))
        for start, end, sound in sounds
    )
    return Timeline(title="x", length=Ms(length), spans=(), placed=placed, chapters=())


@pytest.mark.parametrize("name", ["captions.vtt", "captions.lrc", "chapters.json"])
def test_the_file_is_the_one_that_was_looked_at(name: str) -> None:
    assert golden()[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_every_word_that_is_spoken_is_written_at_its_moment() -> None:
    session = planned(TEXT)
    spoken = [(placed.start, placed.sound.text) for placed in session.placed if isinstance(placed.sound, Cue)]
    assert [(line.start, line.text) for line in words(session)] == spoken


def test_tones_that_tell_something_have_a_sign_and_the_others_none() -> None:
    session = sounding(*((number * 1000, number * 1000 + 60, tone) for number, tone in enumerate(Tone)))
    assert [line.text for line in captions(session)] == ["♪ ↑", "♪ ↓", "♪"]


def test_a_word_that_looks_like_a_tone_is_a_word() -> None:
    session = sounding((0, 500, Tone.HALF), (1000, 1500, Cue("♪")))
    assert [line.start for line in words(session)] == [1000]


def test_markup_in_a_line_shows_as_text() -> None:
    text = webvtt(sounding((0, 2000, Cue("<b>1</b> & 2 --> 3"))))
    assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n&lt;b&gt;1&lt;/b&gt; &amp; 2 --&gt; 3\n"


def test_no_caption_reaches_into_the_next_one() -> None:
    text = webvtt(planned(TEXT))
    moments = re.findall(r"(\S+) --> (\S+)\n", text)
    assert len(moments) == text.count(" --> ")
    flat = [moment for pair in moments for moment in pair]
    assert flat == sorted(flat)


def test_a_short_word_stays_to_be_read_as_long_as_there_is_room() -> None:
    text = webvtt(sounding((0, 300, Cue("1")), (500, 800, Cue("2")), (59_500, 59_800, Cue("3"))))
    assert re.findall(r"--> (\S+)", text) == ["00:00:00.500", "00:00:01.500", "00:01:00.000"]


def test_a_session_of_hours_counts_its_hours() -> None:
    session = sounding((11 * 3_600_000 + 62_003, 11 * 3_600_000 + 64_000, Cue("Slut.")), length=12 * 3_600_000)
    assert "\n11:01:02.003 --> 11:01:04.000\nSlut.\n" in webvtt(session)
    assert "[661:02.00]Slut.\n[661:08.00]\n" in lrc(session, "x")


def test_a_bracket_in_a_line_is_no_moment() -> None:
    assert "[00:01.50](1) nu\n" in lrc(sounding((1509, 2000, Cue("[1] nu"))), "x")
    assert lrc(sounding(), "[x]").startswith("[ti:(x)]\n[la:da]\n[length:1:00]\n")


def test_a_line_is_taken_off_the_screen_only_when_nothing_follows_for_long() -> None:
    text = lrc(sounding((0, 1000, Cue("A")), (5000, 6000, Cue("B")), (10_001, 11_000, Cue("C"))), "x")
    assert text.splitlines()[3:] == ["[00:00.00]A", "[00:05.00]B", "[00:10.00]", "[00:10.00]C", "[00:15.00]"]


def test_a_line_is_one_line_whatever_was_written() -> None:
    session = sounding((0, 1000, Cue("A\n\nB\u2028C\x00D")))
    assert webvtt(session).endswith("\nA B C D\n")
    assert "]A B C D\n" in lrc(session, "x\ny")


def test_chapters_for_podcasts_are_in_seconds() -> None:
    data = json.loads(chapters_json(planned(TEXT).chapters, "x"))
    assert data["version"] == "1.2.0"
    assert [chap["startTime"] for chap in data["chapters"]] == [chap.start / 1000 for chap in planned(TEXT).chapters]


def test_a_session_without_a_word_has_files_without_a_line() -> None:
    assert webvtt(sounding()) == "WEBVTT\n"
    assert json.loads(chapters_json((), "x"))["chapters"] == []
