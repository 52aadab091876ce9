from datetime import date
from typing import Any

import pytest

from knib.errors import ShareError
from knib.share.schedule import Choices
from knib.share.sheet.model import danish_date, diary_title, mark_of, signature
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
    once = sheet(choices=Choices(count=1))
    assert once.how_often.startswith("1 gang om dagen, ")
    assert "Tre gange" not in once.about


def test_where_nobody_says_how_often_the_sheet_does_not_either() -> None:
    silent = sheet(TEXT.replace(" Tre gange om dagen.", ""))
    assert silent.how_often == "Ca. 2½ min hver gang"
    assert silent.diary.weeks == ((3,) * 7,) * 12


@pytest.mark.parametrize(
    ("about", "often", "week"),
    [
        ("Hver anden dag.", "Hver anden dag", (1, 0, 1, 0, 1, 0, 1)),
        ("To til tre gange om ugen.", "2-3 dage om ugen", (1, 0, 1, 0, 1, 0, 0)),
        ("Hver dag.", "Hver dag", (1,) * 7),
        ("Når trangen kommer.", "Efter behov", (1,) * 7),
    ],
)
def test_another_rhythm_than_so_many_times_a_day_has_a_box_on_its_days(
    about: str, often: str, week: tuple[int, ...]
) -> None:
    other = sheet(TEXT.replace(" Tre gange om dagen.", f" {about}"))
    assert other.diary.weeks[0] == week
    assert other.how_often == f"{often}, ca. 2½ min hver gang"


def test_a_sentence_that_says_more_than_how_often_stays_unless_it_is_overruled() -> None:
    text = TEXT.replace("Tre gange om dagen.", "To gange om dagen, når du er varm.")
    assert "når du er varm" in sheet(text).about
    assert "når du er varm" not in sheet(text, choices=Choices(count=3)).about


def test_days_that_differ_are_counted_from_the_first_day_and_the_diary_says_which_it_is() -> None:
    other = sheet(TEXT.replace("Tre gange om dagen.", "Hver anden dag."))  # made on Tuesday 1 December
    assert other.diary.start == date(2026, 12, 2)
    assert diary_title(other.diary) == "Træningsdagbog fra 2. december 2026"
    assert diary_title(sheet().diary) == "Træningsdagbog"
    assert sheet(start=date(2026, 12, 4)).diary.weekdays == (4, 5, 6, 0, 1, 2, 3)


def test_a_range_of_times_is_told_whole_and_has_a_box_for_each() -> None:
    wide = sheet(TEXT.replace("Tre gange om dagen.", "To til tre gange om dagen."))
    assert wide.how_often.startswith("2-3 gange om dagen, ")
    assert wide.diary.weeks[0] == (3,) * 7


def test_the_mark_is_another_when_text_or_settings_are() -> None:
    # sha256 of nothing begins e3b0c44298fc
    assert mark_of(b"") == "e3b0 c442 98fc"
    assert len({mark_of(b"a"), mark_of(b"b"), mark_of(b"a", {"hold": "8 s"}), mark_of(b"a", {"hold": "9 s"})}) == 4
    assert mark_of(b"a", {"x": "1", "y": "2"}) == mark_of(b"a", {"y": "2", "x": "1"})


def test_a_date_is_written_in_danish() -> None:
    assert danish_date(FACTS.date) == "1. december 2026"
    assert signature(sheet()) == "Rutine 0123 4567 89ab · 1. december 2026"


@pytest.mark.parametrize(
    "facts",
    [
        {"choices": Choices(count=0)},
        {"choices": Choices(count=13)},
        {"choices": Choices(weeks=0)},
        {"choices": Choices(weeks=105)},
        {"choices": Choices(rest_days=frozenset(range(7)))},
        {"link": "mailto:a@b.dk"},
    ],
)
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


def test_a_repetition_of_several_stations_has_a_dose_for_each() -> None:
    made = sheet("""
routine: Cirkel
exercises:
  - name: Cirkel
    sets: 3
    phases:
      - {repeat: 10, phases: [{work: "Hop {rep}.", for: 2 s}]}
      - {rest: Pause., for: 20 s}
      - {repeat: 8, phases: [{work: "Bøj {rep}.", for: 3 s}, {rest: Op., for: 1 s}]}
    between_sets: {rest: Pause., for: 1 min}
""")
    assert made.exercises[0].doses == (
        "3 gange · 1 minut mellem sæt",
        "10 gange (Hop, 2 sekunder)",
        "Pause, 20 sekunder",
        "8 gange (Bøj, 3 sekunder → Op, 1 sekund)",
    )
