"""Prescriptions with their truth, most of them written blind: none is understood wrongly, and most are understood."""

from collections import Counter
from pathlib import Path

import pytest

from prescribed import FOLDER, TABLES, outcome, rows

CLEAR = {
    "00-records": 27,
    "01-blind": 38,
    "02-blind": 37,
    "03-blind": 38,
    "04-blind": 34,
    "05-blind": 38,
    "06-blind": 34,
    "07-blind": 36,
    "08-blind": 29,
    "09-blind": 33,
    "10-once-wrong": 54,
    "11-blind": 32,
    "12-blind": 30,
    "13-blind": 26,
    "14-blind": 25,
}
"""How many of the prescriptions that have one reading are understood in each table, at least."""


def _by_name(table: Path) -> str:
    return table.stem


@pytest.mark.parametrize("table", TABLES, ids=_by_name)
def test_no_prescription_is_understood_wrongly(table: Path) -> None:
    wrong = [(row.phrase, told) for row in rows(table) if (told := outcome(row)).startswith("wrong")]
    assert not wrong


@pytest.mark.parametrize("table", TABLES, ids=_by_name)
def test_as_many_clear_prescriptions_are_understood_as_ever(table: Path) -> None:
    counts = Counter(outcome(row) for row in rows(table) if row.verdict == "MUST")
    assert counts["right"] >= CLEAR[table.stem]


def test_there_are_five_hundred_prescriptions_and_each_has_its_truth() -> None:
    every = [row for table in TABLES for row in rows(table)]
    assert len(every) >= 500
    assert {row.verdict for row in every} == {"MUST", "EITHER", "ASK"}
    assert len({row.phrase for row in every}) >= 500
    assert (FOLDER / "first-sight.tsv").is_file()
