"""Programmes for tests: read beside the ready routines, and drawn at random by Hypothesis."""

from typing import Any, Final

from hypothesis import strategies as st

from knib.spec.programme import Programme
from knib.spec.programme_reader import read_programme
from mutated import spoiled, written

NAME: Final = "seks-uger.yaml"

LADDERS: Final = ("3 s .. 5 s", "10 s .. 4 s", "3 s .. 10 s over 2 uger", "4,5 s .. 6 s")
COUNTS: Final = (5, 10, "5 .. 10", "10 .. 5 over 2 weeks")
DAYS: Final = ("mandag", "onsdag", "søndag")


def programme(text: str) -> Programme:
    """Read a programme that must be right."""
    return read_programme(text.encode(), NAME)


def six_weeks(sessions: str, more: str = "") -> Programme:
    """Give a programme of six weeks with the same sessions, as they are written in YAML."""
    return programme(f"programme: Seks uger\n{more}stages:\n  - weeks: 1-6\n    sessions: {sessions}\n")


settings: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={"hold": st.sampled_from(LADDERS), "rest": st.just("4 s"), "reps": st.sampled_from(COUNTS)}
)
sessions: st.SearchStrategy[Any] = st.sampled_from(("hosteknib", "afspaending")) | st.fixed_dictionaries(
    {"routine": st.just("blid-start")}, optional={"set": settings, "variant": st.sampled_from(("full", "short"))}
)
rest_days: st.SearchStrategy[Any] = st.sampled_from(DAYS) | st.lists(st.sampled_from(DAYS), unique=True)


@st.composite
def stages(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw stages of two to four weeks, so that every ladder fits."""
    found, first = [], 1
    for _ in range(draw(st.integers(1, 3))):
        last = first + draw(st.integers(1, 3))
        stage: dict[str, Any] = {
            "weeks": f"{first}-{last}",
            "sessions": draw(sessions | st.lists(sessions, min_size=1)),
        }
        stage["sessions"] = stage["sessions"][:6] if isinstance(stage["sessions"], list) else stage["sessions"]
        more = {"times": st.integers(1, 6), "rest_days": rest_days, "goal": st.just("Du kan mærke et knib.")}
        for name in sorted(draw(st.sets(st.sampled_from(sorted(more))))):
            stage[name] = draw(more[name])
        found.append(stage)
        first = last + 1
    return found


documents: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"programme": st.just("Prøve"), "stages": stages()},
    optional={
        "about": st.just("Til prøve."),
        "source": st.just("Vores egne tal."),
        "for_whom": st.just("Dig, der prøver."),
        "ask_first": st.just([{"include": "blid-start"}, "Kateter i blæren."]),
        "safety": st.just(["Stop, hvis det gør ondt."]),
        "times": st.integers(1, 6),
        "rest_days": rest_days,
    },
)
"""Programmes that the reader takes."""

texts = documents.map(written)
nearly_right = spoiled(documents)
