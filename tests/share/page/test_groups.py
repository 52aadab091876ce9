import json
from dataclasses import replace
from typing import Any

from knib.share.page.data import as_json
from knib.share.page.groups import groups_of
from knib.share.page.model import PageSession
from knib.share.schedule import Choices
from knib.spec.model import Routine
from share.page.leaves import FACTS, TEXT, leaf, silent
from share.page.programmes import weeks


def done(often: str, number: int = 1) -> PageSession:
    """Give a session that says how often it is done, or nothing of it."""
    said = f"how_often: {often}\n" if often else ""
    return silent(TEXT.replace("about: Kort og let. To gange om dagen.\n", said), number=number)


def told(*often: str) -> list[dict[str, Any]]:
    sessions = [done(each, number) for number, each in enumerate(often, 1)]
    found: list[dict[str, Any]] = json.loads(as_json(FACTS, sessions))["groups"]
    return found


def test_the_diarys_marks_are_the_therapists_or_the_routines_or_three() -> None:
    assert told("{times_a_day: 2}") == [{"sessions": [0], "times": 2, "daily": True}]
    (chosen,) = groups_of(replace(FACTS, choices=Choices(count=5)), [done("{times_a_day: 2}")])
    assert chosen.schedule.in_a_day.high == 5
    assert told("") == [{"sessions": [0], "times": 3, "daily": True}]


def test_sessions_that_are_done_equally_often_are_done_one_after_the_other() -> None:
    assert [group["sessions"] for group in told("{times_a_day: 3}", "{times_a_day: 1}", "{times_a_day: 3}")] == [
        [0, 2],
        [1],
    ]


def test_of_a_range_a_day_has_marks_for_the_most() -> None:
    assert told("{times_a_day: 2-3}")[0]["times"] == 3


def test_what_is_not_done_on_every_day_is_not_asked_for_on_any() -> None:
    every = ("{every_days: 2}", "{days_a_week: 3}", "{weekdays: [mandag]}", "{as_needed: true}")
    assert [told(each)[0]["daily"] for each in every] == [False] * 4


def test_each_session_that_is_done_as_needed_is_alone() -> None:
    assert [group["sessions"] for group in told("{as_needed: true}", "{as_needed: true}")] == [[0], [1]]


def test_a_finished_file_is_done_as_the_first_routine_that_is_known() -> None:
    file = done("", 1)
    unknown = replace(file, routine=Routine(title="Fil", exercises=(), origin=file.routine.origin))
    (group,) = groups_of(FACTS, [unknown, done("{times_a_day: 1}", 2)])
    assert (group.sessions, group.schedule.in_a_day.high) == ((0, 1), 1)


def test_a_programme_has_no_groups_for_its_weeks_say_what_is_done() -> None:
    assert groups_of(replace(FACTS, weeks=weeks()), [silent(), silent(), silent()]) == ()


def test_the_page_says_both_only_where_both_are_done_equally_often() -> None:
    alike = leaf(done("{times_a_day: 3}", 1), done("{times_a_day: 3}", 2))
    assert "Gør begge hver gang, den ene efter den anden." in alike.partition("<script")[0]
    unalike = leaf(done("{times_a_day: 3}", 1), done("{times_a_day: 1}", 2)).partition("<script")[0]
    assert "Gør begge" not in unalike
    assert "Gør dem så tit, som der står." in unalike
    choice = unalike.partition('<nav id="choice"')[2].partition("</nav>")[0]
    assert "<span>3 gange om dagen, ca. 39 s</span>" in choice
    assert "<span>1 gang om dagen, ca. 39 s</span>" in choice
