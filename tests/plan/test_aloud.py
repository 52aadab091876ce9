import unicodedata

from knib.plan.aloud import line_of, lines_of
from knib.plan.script import write
from routines import exercise, understood

SLIP = "  - {rest: Slip., for: 4 s, keep: true}"
ONE = understood(exercise(f"announce: true\nphases:\n  - {{work: Knib., for: 4 s, count: last 2}}\n{SLIP}"))
OTHER = understood(
    exercise("phases:\n  - {work: Knib., for: 4 s, fit_voice: faster}\n  - {rest: Pust., for: 4 s, keep: true}")
)


def test_each_line_is_read_once_in_the_order_of_its_first_mention_numbers_too() -> None:
    assert lines_of([write(ONE)]) == ("Øvelse", "Knib.", "2", "1", "Slip.")


def test_two_routines_share_their_lines() -> None:
    assert lines_of([write(ONE), write(OTHER)]) == ("Øvelse", "Knib.", "2", "1", "Slip.", "Pust.")


def test_a_line_that_may_be_said_faster_is_read_once() -> None:
    assert lines_of([write(OTHER)]).count("Knib.") == 1


def test_white_space_and_the_way_a_mac_writes_letters_make_no_other_line() -> None:
    assert line_of(unicodedata.normalize("NFD", " Træk  vejret\nnår du gør det. ")) == "Træk vejret når du gør det."
