"""Routines drawn at random over the whole language, in the words of the clinic: the same number gives the same one."""

import json
import random
from collections.abc import Sequence
from typing import Any, Final

FIRM: Final = (
    ("work", "Knib og løft."),
    ("hold", "Knib."),
    ("work", "Løb."),
    ("work", "Spænd låret."),
    ("hold", "Planke."),
    ("work", "Løft op."),
    ("work", ""),
    ("move", "Rejs dig op."),
    ("work", "Knib {rep}."),
    ("work", "Nummer {rep}, hop."),
    ("hold", "Bliv der i {for}."),
    ("inhale", "Træk vejret ind."),
    ("exhale", "Pust ud."),
)
LOOSE: Final = (
    ("rest", "Slip helt."),
    ("rest", "Pause, {for}."),
    ("rest", "Gå roligt."),
    ("rest", ""),
    ("release", "Slip."),
    ("relax", "Slap af."),
    ("release", "Sænk."),
)
LENGTHS: Final = ("500 ms", "1 s", "1500 ms", "2 s", "3 s", "5 s", "6 s", "10 s", "12 s", "30 s", "1 min", "1 min 30 s")
LONG: Final = ("20 s", "30 s", "45 s", "1 min", "90 s", "2 min")
NAMES: Final = ("Lange knib", "Bro", "Stå på ét ben", "Løb og gang", "Vejrtrækning")


def routine(seed: int) -> str:
    """Write the routine of a number, as JSON, which is YAML."""
    draw = random.Random(seed)  # noqa: S311 -- the same routine every time
    entries = [_circuit(draw) if draw.random() < 0.2 else _exercise(draw) for _ in range(draw.randint(1, 3))]
    whole: dict[str, Any] = {"routine": "Prøve", "pacing": "off", "exercises": entries}
    if draw.random() < 0.5:
        whole["intro"] = [{"say": "Velkommen."}]
    if draw.random() < 0.2:
        whole["effort"] = "med halv kraft"
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _circuit(draw: random.Random) -> dict[str, Any]:
    circuit = {"repeat": draw.randint(1, 4), "exercises": [_exercise(draw) for _ in range(draw.randint(1, 3))]}
    return circuit | ({"between_rounds": _pause(draw)} if draw.random() < 0.6 else {})


def _exercise(draw: random.Random) -> dict[str, Any]:
    sets, sided = draw.choice((1, 1, 2, 3)), draw.random() < 0.25
    exercise: dict[str, Any] = {"name": draw.choice(NAMES), "sets": sets}
    lasting = draw.random() < 0.12
    if lasting:
        exercise["lasting"] = draw.choice(("5 min", "3 min 20 s"))
    elif sets > 1 and draw.random() < 0.2:
        exercise["reps"] = [draw.randint(1, 8) for _ in range(sets)]
    else:
        exercise["reps"] = draw.choice((1, 1, 2, 3, 5, 8, 10))
    exercise["phases"] = _phases(draw, exercise, differing=not lasting)
    if sided:
        first = exercise["phases"][0]
        key = next(key for key in first if key not in {"for", "effort"})
        first[key] = f"{first[key].rstrip('.')} {{side}}.".strip()
        exercise |= {"sides": ["højre", "venstre"], "alternate": draw.random() < 0.4}
        if draw.random() < 0.5:
            exercise["between_sides"] = _pause(draw)
    if sets > 1 and draw.random() < 0.7:
        exercise["between_sets"] = _pause(draw)
    if draw.random() < 0.4:
        exercise["after"] = _pause(draw)
    return exercise


def _phases(draw: random.Random, exercise: dict[str, Any], *, differing: bool) -> list[dict[str, Any]]:
    phases = [_phase(draw, FIRM, exercise, differing=differing)]
    shape = draw.random()
    if shape < 0.6:
        phases.append(_phase(draw, LOOSE, exercise, differing=differing))
    elif shape < 0.75:
        phases += [_phase(draw, draw.choice((FIRM, LOOSE)), exercise, differing=differing) for _ in range(4)]
    elif shape < 0.85:
        phases = [dict(phase) for phase in (*phases, _phase(draw, LOOSE, exercise, differing=False)) * 3]
    if draw.random() < 0.25:
        inner = [_phase(draw, FIRM, exercise, differing=False), _phase(draw, LOOSE, exercise, differing=False)]
        phases.insert(draw.choice((0, len(phases))) or 1, {"repeat": draw.randint(1, 5), "phases": inner})
    return phases


def _phase(
    draw: random.Random, words: Sequence[tuple[str, str]], exercise: dict[str, Any], *, differing: bool
) -> dict[str, Any]:
    kind, command = draw.choice(words)
    phase: dict[str, Any] = {kind: command, "for": draw.choice(LENGTHS if len(command) < 8 else LENGTHS[2:])}
    how = draw.random()
    reps = exercise.get("reps", 1)
    if differing and how < 0.12 and isinstance(reps, int) and reps > 2:
        phase["for"] = draw.choice(("5 s .. 10 s", "10 s .. 4 s", "2 s .. 6 s"))
    elif differing and how < 0.2 and exercise["sets"] > 1:
        phase["for"] = [draw.choice(LENGTHS[4:8]) for _ in range(exercise["sets"])]
    if kind == "rest" and draw.random() < 0.25:
        phase["keep"] = True
    if kind == "work" and draw.random() < 0.1:
        phase["effort"] = "let"
    return phase


def _pause(draw: random.Random) -> dict[str, Any]:
    kind, command = draw.choice(
        (("rest", "Pause."), ("rest", "Pause."), ("rest", "Gå roligt."), ("move", "Sæt dig op."))
    )
    return {kind: command, "for": draw.choice(LONG)}
