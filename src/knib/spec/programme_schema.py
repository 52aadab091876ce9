"""The language of programme files as JSON Schema (draft 7, which editors understand best)."""

from typing import Final

from knib.spec.include import INCLUDE
from knib.spec.programme_keys import PROGRAMME
from knib.spec.shapes import Schema

FILE_NAME: Final = "programme.schema.json"


def programme_schema() -> Schema:
    """Give the schema of a programme file."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Knib programme",
        "description": "What a person does over weeks.",
        **PROGRAMME.schema(),
        "definitions": {"include": INCLUDE.schema()},
    }
