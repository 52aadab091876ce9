import re

from knib.share.programme.page import as_html as overview_page
from knib.share.sheet.html import as_html
from knib.share.sheet.model import Facts
from knib.share.sheet.programme import programme_sheet
from programmes import programme
from share.page.leaves import FACTS
from share.programme.weeks import TEXT, seen
from timed import routine, timeline

GROWING = programme(TEXT.replace("    times: 2\n", "    times: 2\n    goal: Du kan holde i 6 sekunder.\n"))
GOALS = [("Uge 1–2", "Du kan mærke et knib."), ("Uge 4", "Du kan holde i 6 sekunder.")]


def test_a_goal_stands_on_the_sheet_only_where_its_stage_ends() -> None:
    sessions = GROWING.distinct()
    routines = {each: routine(each.routine, *each.settings.items()) for each in sessions}
    sheet = programme_sheet(
        GROWING,
        routines,
        {each: timeline(each.routine, *each.settings.items()) for each in sessions},
        Facts(date=FACTS.date, mark=""),
    )
    assert [(stage.weeks, stage.goal) for stage in sheet.stages if stage.goal] == GOALS
    page = as_html(sheet)
    assert [page.count(f"Mål: {goal}") for _, goal in GOALS] == [1, 1]


def test_a_goal_stands_in_the_overview_only_where_its_stage_ends() -> None:
    page = overview_page(seen(GROWING), "mp3")
    rows = re.findall(r"<strong>(Uge .+?)</strong>\s*(?:<p class=\"goal\">(.+?)</p>)?", page)
    assert [row for row in rows if row[1]] == GOALS
