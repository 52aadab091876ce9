"""The routine language as JSON Schema (draft 7, which editors understand best)."""

from typing import Final

from knib.spec.exercise_keys import EXERCISE_KEYS
from knib.spec.include import INCLUDE
from knib.spec.phase_keys import GROUP, IN_PHASE
from knib.spec.rounds import ROUNDS
from knib.spec.routine_keys import ROUTINE
from knib.spec.shapes import Schema

FILE_NAME: Final = "routine.schema.json"

EDITOR_LINE: Final = f"# yaml-language-server: $schema=./{FILE_NAME}"
"""The first line of a routine file that makes editors check and complete it."""


def schema() -> Schema:
    """Give the schema of a routine file."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Knib routine",
        "description": "What a person does in one session, and what is said.",
        **ROUTINE.schema(),
        "definitions": {
            "exercise": EXERCISE_KEYS.schema(),
            "group": GROUP.schema(),
            "include": INCLUDE.schema(),
            "phase": IN_PHASE.schema(),
            "rounds": ROUNDS.schema(),
        },
    }
