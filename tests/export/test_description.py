from itertools import pairwise

import pytest

from export.spoken import description, recorded, timeline
from knib.export.description import MOST_CHAPTERS, describe, gathered
from knib.export.naming import file_name
from knib.plan.timeline import Chapter, Timeline
from knib.units import Ms


def chapter(number: int, title: str) -> Chapter:
    """Give the chapter of second `number`."""
    return Chapter(start=Ms(number * 1000), end=Ms(number * 1000 + 1000), title=title)


def titled(title: str, *chapters: str, length: int = 365_000) -> Timeline:
    stretches = tuple(chapter(number, name) for number, name in enumerate(chapters))
    return Timeline(title=title, length=Ms(length), spans=(), placed=(), chapters=stretches)


def titles(*chapters: str) -> list[str]:
    return [chap.title for chap in describe(titled("Knæ", *chapters), {}).chapters]


def test_a_discreet_title_tells_the_number_and_the_length() -> None:
    assert describe(titled("Bækkenbund"), {}).title == "Træning 1, 6 min"
    assert describe(titled("Bækkenbund"), {}, number=12).title == "Træning 12, 6 min"


def test_a_discreet_file_has_a_name_of_plain_letters_that_tells_nothing() -> None:
    told = describe(titled("Bækkenbund"), {}, number=2)
    assert file_name(told.stem, told.length, "opus") == "02-traening-6min.opus"


def test_a_file_that_may_tell_is_called_by_its_title() -> None:
    told = describe(titled("Bækkenbund, dag 1"), {}, discreet=False)
    assert told.title == "Bækkenbund, dag 1"
    assert file_name(told.stem, told.length) == "baekkenbund-dag-1-6min.mp3"


def test_exercises_are_numbered_and_the_introduction_and_the_ending_keep_their_names() -> None:
    assert titles("Introduktion", "Knib", "Hvil", "Afslutning") == [
        "Introduktion",
        "Øvelse 1",
        "Øvelse 2",
        "Afslutning",
    ]
    assert titles("Knib", "Hvil") == ["Øvelse 1", "Øvelse 2"]


def test_an_exercise_that_is_called_like_an_introduction_is_numbered_all_the_same() -> None:
    assert titles("Knib", "Introduktion", "Afslutning", "Hvil") == ["Øvelse 1", "Øvelse 2", "Øvelse 3", "Øvelse 4"]


def test_a_discreet_description_holds_no_words() -> None:
    assert description().words == ()
    assert description(discreet=False).words[0].text == "Velkommen til øvelsen."


def test_chapters_keep_their_moments_when_they_lose_their_names() -> None:
    moments = [(chap.start, chap.end) for chap in description().chapters]
    assert moments == [(chap.start, chap.end) for chap in timeline().chapters]


def test_the_same_session_gives_the_same_description() -> None:
    assert describe(timeline(), recorded()[1]) == describe(timeline(), recorded()[1])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Knæ\nog hofte", "Knæ og hofte"),
        ("Knæ\0hofte", "Knæ hofte"),
        ("  Knæ\t ", "Knæ"),
        ("Knæ \ud800", "Knæ"),
        ("3 × 10 – “let” 🙂", "3 × 10 – “let” 🙂"),
    ],
)
def test_a_title_is_one_clean_line(written: str, shown: str) -> None:
    told = describe(titled(written, written), {}, discreet=False)
    assert told.title == shown
    assert told.chapters[0].title == shown


def test_up_to_30_chapters_stay_as_they_are() -> None:
    chapters = tuple(chapter(number, str(number)) for number in range(30))
    assert gathered(chapters) == chapters


def test_31_chapters_become_30_without_a_gap() -> None:
    chapters = tuple(chapter(number, str(number)) for number in range(31))
    together = gathered(chapters)
    assert len(together) == MOST_CHAPTERS
    assert (together[0].start, together[-1].end) == (0, 31_000)
    assert all(earlier.end == later.start for earlier, later in pairwise(together))


def test_neighbours_are_put_together_evenly_under_the_first_ones_title() -> None:
    chapters = tuple(chapter(number, str(number)) for number in range(6))
    assert gathered(chapters, most=3) == (
        Chapter(start=Ms(0), end=Ms(2000), title="0"),
        Chapter(start=Ms(2000), end=Ms(4000), title="2"),
        Chapter(start=Ms(4000), end=Ms(6000), title="4"),
    )
