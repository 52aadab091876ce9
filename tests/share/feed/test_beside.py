import pytest
from hypothesis import given
from hypothesis import strategies as st

from knib.share.feed.beside import chapter_faults, transcript_faults
from knib.units import Ms

MINUTE = Ms(60_000)
VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nKnib.\n\n00:01.000 --> 00:59.999\nSlip.\n"


def test_a_good_transcript_has_no_fault() -> None:
    assert [*transcript_faults(VTT.encode(), MINUTE)] == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("WEBVTT", "WEBVT", "begin with WEBVTT"),
        ("WEBVTT\n", "WEBVTTX\n", "begin with WEBVTT"),
        ("00:59.999", "01:00.001", "after the end"),
        ("00:00:02.000", "00:00:01.000", "not in order"),
        ("\n00:01.000 -->", "\n00:00.999 -->", "not in order"),
        ("00:59.999", "59.999", "no moments"),
        ("00:59.999", "00:61.999", "no moments"),
        ("-->", "til", "no line"),
    ],
)
def test_what_is_wrong_with_a_transcript_is_told(before: str, after: str, fault: str) -> None:
    assert any(fault in told for told in transcript_faults(VTT.replace(before, after).encode(), MINUTE))


CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Et"}, {"startTime": 59.9, "title": "To"}]}'


def test_good_chapters_have_no_fault() -> None:
    assert [*chapter_faults(CHAPTERS.encode(), MINUTE)] == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("1.2.0", "1.1.0", "version is '1.1.0'"),
        ("59.9", "60", "after the end"),
        ("59.9", "0", "not in order"),
        ("59.9", '"nej"', "can be read"),
        ('"Et"', '" "', "no title"),
        ("{", "", "can be read"),
        ("startTime", "start", "can be read"),
    ],
)
def test_what_is_wrong_with_chapters_is_told(before: str, after: str, fault: str) -> None:
    assert any(fault in told for told in chapter_faults(CHAPTERS.replace(before, after, 1).encode(), MINUTE))


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_bytes_are_looked_at(data: bytes) -> None:
    assert all(isinstance(fault, str) for look in (transcript_faults, chapter_faults) for fault in look(data, MINUTE))
