"""The plan as data: the schema `knib.plan/1`."""

import json

from hypothesis import given, settings

from knib.errors import SpecError
from knib.plan.as_data import as_data
from knib.plan.cue import Cue
from routines import exercise, planned, texts

BODY = """
say: Hej.
sides: [højre, venstre]
between_sides: {rest: 'Nu {side}', for: 2 s}
phases: [{work: '', for: 5 s, tone: start}]
"""


def test_a_plan_has_exactly_the_keys_it_promises() -> None:
    data = as_data(planned(exercise(BODY)))
    assert list(data) == ["schema", "title", "duration_ms", "phases", "cues", "chapters", "left_out"]
    keys = ["start_ms", "end_ms", "kind", "label", "exercise", "set", "rep", "side"]
    assert all(list(phase) == keys for phase in data["phases"])
    assert all(list(cue) == ["start_ms", "end_ms", "text", "kind", "source"] for cue in data["cues"])
    assert all(list(chapter) == ["start_ms", "end_ms", "title"] for chapter in data["chapters"])


def test_a_plan_is_told_in_plain_values() -> None:
    # 200 ms become 216, and 350 ms of breath follow: the first phase begins at 1566.
    data = as_data(planned(exercise(BODY)))
    assert (data["schema"], data["title"], data["duration_ms"]) == ("knib.plan/1", "Prøve", 15_566)
    assert data["phases"][0] == {
        "start_ms": 1566,
        "end_ms": 6566,
        "kind": "work",
        "label": "",
        "exercise": "Øvelse",
        "set": 1,
        "rep": 1,
        "side": "højre",
    }
    assert data["cues"][0] == {
        "start_ms": 1000,
        "end_ms": 1200,
        "text": "Hej.",
        "kind": "say",
        "source": "exercises[0].say",
    }
    assert data["cues"][1] == {
        "start_ms": 1566,
        "end_ms": 1986,
        "text": "start",
        "kind": "tone",
        "source": "exercises[0].phases[0].work",
    }
    assert data["chapters"] == [{"start_ms": 0, "end_ms": 15_566, "title": "Øvelse"}]


def test_between_repetitions_there_is_no_repetition_and_without_sides_no_side() -> None:
    data = as_data(planned(exercise(BODY)))
    assert [(phase["rep"], phase["side"]) for phase in data["phases"]] == [
        (1, "højre"),
        (None, "venstre"),
        (1, "venstre"),
    ]
    alone = as_data(planned(exercise("phases: [{work: Knib, for: 1 s}]")))
    assert alone["phases"][0]["side"] is None


def test_only_what_was_estimated_says_so() -> None:
    data = as_data(planned(exercise(BODY)), {Cue("Hej.")})
    assert [cue.get("estimated") for cue in data["cues"]] == [True, None, None, None]


@settings(max_examples=30)
@given(texts)
def test_every_plan_is_plain_json(text: str) -> None:
    try:
        data = as_data(planned(text))
    except SpecError:
        return
    assert json.loads(json.dumps(data)) == data
