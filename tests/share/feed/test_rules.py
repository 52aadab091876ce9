"""A feed that was made, and what the checker says when something of it is changed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knib.audio.clip import RATE
from knib.audio.formats import decode
from knib.audio.store import Memory
from knib.errors import SoundError
from knib.export.captions import webvtt
from knib.export.containers import read_back
from knib.export.cover import cover
from knib.share.feed.files import feed_files
from knib.share.feed.rss import ITUNES, PODCAST
from knib.share.feed.rules import faults
from knib.share.parcel.model import Handed
from knib.studio import Finish, finish
from knib.units import Ms
from knib.voice.shelf import Shelf, default_folder
from ready import session

BASE = "https://example.dk/lyd/0123456789abcdef0123456789abcdef"
READY = ("find-musklen", "hosteknib")


def handed(name: str, number: int, *, bed: bool = True) -> Handed:
    recorded = session(name)
    recorded = replace(recorded, routine=replace(recorded.routine, sound=replace(recorded.routine.sound, bed=bed)))
    sound, _ = finish(recorded, Memory(Shelf(default_folder())), Finish(number=number))
    return Handed(
        number=number,
        timeline=recorded.timeline,
        sound=sound,
        routine=recorded.routine,
        captions=webvtt(recorded.timeline),
    )


@cache
def made() -> Mapping[str, bytes]:
    sessions = [handed(name, number) for number, name in enumerate(READY, 1)]
    return feed_files(BASE, date(2026, 12, 1), sessions, discreet=True)


def heard(data: bytes) -> Ms:
    return Ms(len(decode(data).pcm) // 2 * 1000 // RATE)


def said(data: bytes) -> Ms:
    return Ms(read_back(data).samples * 1000 // RATE)


def told(files: Mapping[str, bytes]) -> list[str]:
    return faults(files["feed.xml"], files.get, said)


def changed(before: str, after: str, name: str = "feed.xml") -> dict[str, bytes]:
    text = made()[name].decode()
    assert before in text
    return {**made(), name: text.replace(before, after, 1).encode()}


def channel() -> ET.Element:
    found = ET.fromstring(made()["feed.xml"]).find("channel")
    assert found is not None
    return found


def test_a_feed_that_was_made_has_no_fault_and_every_sound_of_it_can_be_decoded() -> None:
    assert faults(made()["feed.xml"], made().get, heard) == []


def test_a_feed_tells_apps_to_leave_it_out_and_its_listener_to_leave_rests_in() -> None:
    found = channel()
    assert found.findtext(f"{{{ITUNES}}}block") == "Yes"
    assert found.findtext(f"{{{ITUNES}}}type") == "serial"
    assert "»spring stilhed over«" in (found.findtext("description") or "")
    assert [item.findtext("title") for item in found.findall("item")] == ["Træning 1, 2 min", "Træning 2, 2 min"]


def test_episodes_are_numbered_and_their_dates_rise_and_are_past() -> None:
    items = channel().findall("item")
    assert [item.findtext(f"{{{ITUNES}}}episode") for item in items] == ["1", "2"]
    dates = [parsedate_to_datetime(item.findtext("pubDate") or "").isoformat() for item in items]
    assert dates == ["2026-11-30T11:59:00+00:00", "2026-11-30T12:00:00+00:00"]


def test_every_file_is_named_by_the_feed_and_every_name_is_a_file() -> None:
    named = re.findall(rf'{BASE}/([^"<]+)', made()["feed.xml"].decode())
    assert set(named) == set(made())


def test_the_sounds_lie_in_a_bed_and_the_words_beside_them() -> None:
    item = channel().findall("item")[1]
    transcript = item.find(f"{{{PODCAST}}}transcript")
    assert transcript is not None
    assert transcript.attrib == {"url": f"{BASE}/02-traening-2min.vtt", "type": "text/vtt", "language": "da"}
    assert b"\nHost.\n" in made()["02-traening-2min.vtt"]


def test_nothing_in_it_tells_what_is_trained() -> None:
    text = b"".join(data for name, data in made().items() if name.endswith(("xml", "json"))).decode().lower()
    assert not any(word in text for word in ("knib", "bækken", "host"))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("serial", "episodic", "should say 'serial'"),
        (">Yes<", ">No<", "should say 'Yes'"),
        ("<language>da</language>", "", "has 0 of language"),
        ("<title>Træning</title>", "<title> </title>", "says nothing in title"),
        ("<title>Træning</title>", "<title>A</title><title>B</title>", "has 2 of title"),
        ("<guid", "<x", "no XML"),
        ('version="2.0"', 'version="0.9"', "no RSS 2.0"),
        ("<rss", "<!DOCTYPE rss><rss", "document type"),
        ('length="', 'length="1', "the feed says 1"),
        ("audio/mpeg", "audio/mp3", "should be 'audio/mpeg'"),
        ("<itunes:duration>", "<itunes:duration>9", "its duration is '9"),
        ("<itunes:episode>1<", "<itunes:episode>2<", "its number is 2, and it stands in place 1"),
        ("Mon, 30 Nov 2026 11:59:00 +0000", "Mon, 30 Nov 2026 12:00:00 +0000", "do not rise"),
        ("Mon, 30 Nov 2026 11:59:00 +0000", "2026-11-30", "no date"),
        ("Mon, 30 Nov 2026 11:59:00 +0000", "Mon, 30 Nov 2026 11:59:00 -0000", "no date"),
        ('isPermaLink="false"', 'isPermaLink="true"', "said to be an address"),
        ("text/vtt", "application/srt", "the type of its transcript"),
        ("01-traening-2min.mp3", "03-traening-2min.mp3", "no sound '03-traening-2min.mp3' beside"),
        ("01-traening-2min.mp3", "../01-traening-2min.mp3", "no sound"),
        ("01-traening-2min.vtt", "03.vtt", "no '03.vtt' beside"),
        (f"{BASE}/01-traening-2min.json", "https://other.dk/01-traening-2min.json", "beside the feed"),
        ("cover.jpg", "feed.xml", "neither JPEG nor PNG"),
        (f'href="{BASE}/feed.xml"', 'href="http://example.dk/feed.xml"', "read on the way"),
        (f'href="{BASE}/feed.xml"', 'href="https://example.dk/lyd/feed.xml"', "can be guessed"),
    ],
)
def test_what_an_app_or_this_house_would_refuse_is_told(before: str, after: str, fault: str) -> None:
    assert any(fault in one for one in told(changed(before, after))), told(changed(before, after))


def test_two_episodes_with_one_mark_are_told() -> None:
    first, second = re.findall(r">([0-9a-f]{32})<", made()["feed.xml"].decode())
    assert any("one guid" in one for one in told(changed(second, first)))


def test_a_feed_without_an_episode_is_told() -> None:
    text = re.sub(r"(?s)<item>.*</item>", "", made()["feed.xml"].decode())
    assert told({**made(), "feed.xml": text.encode()}) == ["the feed has no episode"]


def test_a_sound_that_is_cut_or_damaged_is_told() -> None:
    name = "01-traening-2min.mp3"
    data = made()[name]
    for broken in (data[:-96], data[:-9600] + bytes(100) + data[-9500:]):
        assert any("damaged" in one for one in told({**made(), name: broken}))


def test_a_sound_without_a_bed_is_told() -> None:
    files = {**made(), "01-traening-2min.mp3": handed(READY[0], 1, bed=False).whole()}
    assert any("no bed" in one for one in told(files))


def test_a_sound_that_a_decoder_cannot_read_is_told() -> None:
    def deaf(_data: bytes) -> Ms:
        raise SoundError("it cannot be decoded")

    found = faults(made()["feed.xml"], made().get, deaf)
    assert sum("cannot be decoded" in one for one in found) == 2


def test_a_decoder_that_hears_another_length_is_told() -> None:
    found = faults(made()["feed.xml"], made().get, lambda data: Ms(said(data) + 24))
    assert sum("it lasts" in one for one in found) == 2


def test_what_lies_beside_it_is_read() -> None:
    files = changed('"startTime": 0', '"startTime": 999', "01-traening-2min.json")
    assert any("01-traening-2min.json: the chapters are not in order" in one for one in told(files))
    assert cover() == made()["cover.jpg"]


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_looked_at(data: bytes) -> None:
    assert faults(data, made().get, said) != []
