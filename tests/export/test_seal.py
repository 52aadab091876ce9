"""A paper is known again by its seal, which tells neither whom it is for nor what it holds."""

import pytest

from knib.export.seal import Bearer, content_of, made_for, same_but_for_its_days, sealed

PDF = b"%PDF-1.7\n1 0 obj\nendobj\nxref\ntrailer\n<<>>\nstartxref\n17\n%%EOF\n"
PAGE = b"<!doctype html>\n<html></html>\n"
ANNA = Bearer(person="Anna Holm", content=content_of("sheet", b"routine: A", {"reps": "8"}))


@pytest.mark.parametrize("paper", [PDF, PAGE])
@pytest.mark.parametrize(
    ("bearer", "held"),
    [
        (Bearer(person=" ANNA  holm ", content=ANNA.content), ""),
        (Bearer(person="Bo", content=ANNA.content), "what was made for somebody else"),
        (Bearer(content=ANNA.content), "what was made for somebody else"),
        (
            Bearer(person="Anna Holm", content=content_of("sheet", b"routine: A", {"reps": "9"})),
            "another dose or routine",
        ),
        (
            Bearer(person="Anna Holm", content=content_of("page", b"routine: A", {"reps": "8"})),
            "another dose or routine",
        ),
    ],
)
def test_a_paper_is_known_by_its_person_and_its_content(paper: bytes, bearer: Bearer, held: str) -> None:
    assert made_for(bearer)(sealed(paper, ANNA)) == held


def test_a_seal_stands_where_a_pdf_may_have_a_comment_and_moves_nothing() -> None:
    with_seal = sealed(PDF, ANNA)
    before, _, after = with_seal.partition(b"%ark ")
    assert PDF.startswith(before)
    assert after.partition(b"\n")[2] == b"startxref\n17\n%%EOF\n"
    assert len(with_seal) - len(PDF) == len("%ark ") + 3 * 32 + 2 + 1


def test_no_word_of_it_can_be_read_in_the_seal() -> None:
    text = sealed(PAGE, ANNA).removeprefix(PAGE).decode().lower()
    assert not [word for word in ("anna", "holm", "routine", "reps", "knib") if word in text]


def test_one_person_has_another_seal_on_another_paper() -> None:
    seals = [sealed(paper, ANNA).split(b" ark ")[1].split()[1] for paper in (PAGE, PAGE + b"<p>\n")]
    assert seals[0] != seals[1]


@pytest.mark.parametrize("there", [b"", b"mine", PDF, PAGE])
def test_what_has_no_seal_was_not_made_by_knib(there: bytes) -> None:
    assert made_for(ANNA)(there) == "something that Knib did not make"


CALENDAR = b"BEGIN:VCALENDAR\r\nUID:abc\r\n def\r\nDTSTART:20261201T080000\r\nRRULE:FREQ=DAILY;COUNT=84\r\n"


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ((b"20261201T", b"20261208T"), ""),
        ((b"UID:abc\r\n def", b"UID:xyz"), ""),
        ((b"T080000", b"T090000"), "other times or another dose"),
        ((b"COUNT=84", b"COUNT=42"), "other times or another dose"),
        ((b"BEGIN:VCALENDAR", b"mine"), "something that Knib did not make"),
    ],
)
def test_a_calendar_is_the_same_whose_days_alone_are_others(change: tuple[bytes, bytes], held: str) -> None:
    assert same_but_for_its_days(CALENDAR)(CALENDAR.replace(*change)) == held
