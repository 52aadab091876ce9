"""What a prescription leaves open, asked with ready answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from knib.errors import Problem, SpecError


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One way to answer: `label` says which in Danish, `words` is the whole dose to write in place of the old one."""

    label: str
    words: str


class AmbiguousDoseError(SpecError):
    """A prescription that can be meant in several ways, or hardly as it stands.

    `text` is the prescription as it was written; `start` and `end` are the part of it that is asked about. `grows`
    tells that its ranges may also be a dose that grows from week to week.
    """

    def __init__(
        self, text: str, problem: Problem, answers: Sequence[Answer], span: tuple[int, int], *, grows: bool = False
    ) -> None:
        super().__init__([problem])
        self.answers = tuple(answers)
        self.text = text
        self.start, self.end = span
        self.grows = grows

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes it again: it survives the way to another process whole."""
        return _again, (self.text, self.problems[0], self.answers, (self.start, self.end), self.grows)


def _again(
    text: str,
    problem: Problem,
    answers: Sequence[Answer],
    span: tuple[int, int],
    grows: bool,  # noqa: FBT001 -- pickle hands over by place
) -> AmbiguousDoseError:
    return AmbiguousDoseError(text, problem, answers, span, grows=grows)
