from hypothesis import given, settings

from knib.share.programme.names import slots, stems
from programmes import programme, six_weeks, texts
from share.programme.weeks import four_weeks


def test_a_patient_finds_the_file_of_each_week_by_its_name() -> None:
    assert [(slot.stem, slot.label) for slot in slots(four_weeks())] == [
        ("uge-01-til-02", "Uge 1–2"),
        ("uge-03-a", "Uge 3 a"),
        ("uge-03-b", "Uge 3 b"),
        ("uge-04-a", "Uge 4 a"),
        ("uge-04-b", "Uge 4 b"),
    ]


def test_one_session_all_the_way_is_one_file() -> None:
    assert [slot.stem for slot in slots(six_weeks("hosteknib"))] == ["uge-01-til-06"]


def test_a_session_that_comes_back_is_one_session_with_two_names() -> None:
    read = programme(
        "programme: P\nstages:\n"
        "  - {weeks: 1, sessions: hosteknib}\n"
        "  - {weeks: 2-9, sessions: blid-start}\n"
        "  - {weeks: 10, sessions: hosteknib}\n"
    )
    assert list(stems(read).values()) == [("uge-01", "uge-10"), ("uge-02-til-09",)]


@settings(max_examples=20)
@given(texts)
def test_names_are_distinct_plain_and_as_many_as_are_needed(text: str) -> None:
    read = programme(text)
    names = [slot.stem for slot in slots(read)]
    assert len(set(names)) == len(names)
    assert names == sorted(names)
    assert all(name.isascii() for name in names)
    assert set(stems(read)) == set(read.distinct())
    assert sorted(name for each in stems(read).values() for name in each) == names
