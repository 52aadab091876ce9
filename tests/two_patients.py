"""Two routines beside each other, of a patient each, that differ in their repetitions alone."""

from pathlib import Path

ROUTINE = """\
routine: Bækkenbund
parameters: {{reps: {reps}}}
exercises:
  - {{name: Knib, reps: "{{reps}}", phases: [{{work: Knib., for: 2 s}}, {{rest: Slip., for: 2 s}}]}}
"""


def written(name: str, reps: int) -> None:
    """Write a patient's routine into the current folder."""
    Path(f"{name}.yaml").write_text(ROUTINE.format(reps=reps), encoding="utf-8")


def write_both() -> None:
    """Write `p1.yaml` and `p2.yaml`."""
    written("p1", 3)
    written("p2", 4)
