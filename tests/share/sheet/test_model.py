from typing import Any

import pytest

from knib.errors import ShareError
from knib.share.sheet.model import danish_date, mark_of, says_times, signature
from knib.spec import library
from knib.spec.reader import read
from share.sheet.papers import FACTS, LINK, TEXT, sheet


def test_a_sheet_tells_what_the_routine_says() -> None:
    made = sheet()
    first = made.exercises[0]
    assert first.dose == "2 sæt à 3 knib · hold 6 sekunder, slip 6 sekunder · 1 minut mellem sæt"
    assert first.feel == "Mærk, at du løfter “op” – og ind. Knib 3 gange."
    assert (first.position, first.reminders) == ("siddende", ("Pres ikke nedad.",))
    assert made.for_whom == "Til dig, der lige er begyndt."


def test_the_routine_says_how_often_and_the_therapist_may_say_otherwise() -> None:
    assert sheet().how_often.startswith("3 gange om dagen, ca. 2½ min")
    assert sheet(times=1).how_often.startswith("1 gang om dagen, ")
    assert "Tre gange" not in sheet(times=1).about


def test_where_nobody_says_how_often_the_sheet_does_not_either() -> None:
    silent = sheet(TEXT.replace(" Tre gange om dagen.", ""))
    assert silent.how_often == "Ca. 2½ min hver gang"
    assert silent.times == 3


@pytest.mark.parametrize(
    "about",
    ["Hver anden dag.", "To til tre gange om ugen.", "Hver dag.", "Gerne de fleste dage.", "Når trangen kommer."],
)
def test_another_rhythm_than_so_many_times_a_day_has_one_box_a_day(about: str) -> None:
    other = sheet(TEXT.replace(" Tre gange om dagen.", f" {about}"))
    assert other.times == 1
    assert other.how_often == "Ca. 2½ min hver gang"
    assert about in other.about


def test_a_range_of_times_is_told_whole_and_has_a_box_for_each() -> None:
    wide = sheet(TEXT.replace("Tre gange om dagen.", "To til tre gange om dagen."))
    assert wide.how_often.startswith("2-3 gange om dagen, ")
    assert wide.times == 3
    assert sheet(TEXT.replace("Tre gange om dagen.", "To til tre gange om dagen."), times=2).how_often.startswith("2 ")


@pytest.mark.parametrize(
    ("about", "times"),
    [
        ("Rolig. To gange om dagen.", 2),
        ("3 gange dagligt", 3),
        ("én gang om dagen", 1),
        ("En til to gange om dagen.", 2),
        ("Øv dig tit.", None),
    ],
)
def test_how_often_is_found_in_words(about: str, times: int | None) -> None:
    assert says_times(about) == times


def test_no_ready_routine_contradicts_its_own_sheet() -> None:
    said = {name: says_times(read(library.load(name), name).about) for name in library.ids()}
    assert said["afspaending"] == 2
    assert said["udholdenhed"] == 3


def test_the_mark_is_another_when_text_or_settings_are() -> None:
    # sha256 of nothing begins e3b0c44298fc
    assert mark_of(b"") == "e3b0 c442 98fc"
    assert len({mark_of(b"a"), mark_of(b"b"), mark_of(b"a", {"hold": "8 s"}), mark_of(b"a", {"hold": "9 s"})}) == 4
    assert mark_of(b"a", {"x": "1", "y": "2"}) == mark_of(b"a", {"y": "2", "x": "1"})


def test_a_date_is_written_in_danish() -> None:
    assert danish_date(FACTS.date) == "1. december 2026"
    assert signature(sheet()) == "Rutine 0123 4567 89ab · 1. december 2026"


@pytest.mark.parametrize("facts", [{"times": 0}, {"times": 7}, {"weeks": 0}, {"weeks": 25}, {"link": "mailto:a@b.dk"}])
def test_what_no_sheet_can_have_is_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ShareError) as caught:
        sheet(**facts)
    assert caught.value.cure


def test_only_the_paper_has_the_name() -> None:
    made = sheet(name="Åse", link=LINK)
    assert "Åse" not in made.shown_title
    assert made.shown_title == "Træning, ca. 2½ min"
    assert sheet(discreet=False).shown_title == "Knib & <ro>"


def test_a_circuit_stands_once_under_the_number_of_its_rounds() -> None:
    text = """
routine: Cirkel
exercises:
  - {name: Gang, phases: [{work: Gå., for: 30 s}]}
  - repeat: 3
    exercises:
      - {name: Bro, say: "Runde {round}. Løft højt.", reps: 2, phases: [{hold: Løft., for: 5 s}]}
      - {name: Planke, phases: [{hold: Planke., for: 20 s}]}
    between_rounds: {rest: Pause., for: 1 min}
"""
    drills = sheet(text).exercises
    assert [drill.name for drill in drills] == ["Gang", "Bro", "Planke"]
    assert [drill.rounds for drill in drills] == ["", "3 runder af 2 øvelser · 1 minut mellem runderne", ""]
    assert drills[1].feel == "Løft højt."
