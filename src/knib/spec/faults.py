"""Why a file is no YAML, in words for its writer: what PyYAML says, put where a person must look."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from knib.errors import Origin, Problem

MAX_DEPTH: Final = 32
"""How deep values may lie in each other."""

LINE_END: Final = re.compile(r"\r\n|\n|\r")

ODD_SPACES: Final = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u3000": "an ideographic space",
    **{chr(code): "a typographic space" for code in (*range(0x2000, 0x2007), *range(0x2008, 0x200B), 0x205F, 0x1680)},
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "an invisible character"),
}
"""What an editor shows as a space, or not at all, and YAML takes for a letter."""

_ODD: Final = "[" + "".join(ODD_SPACES) + "]"
_INDENTED: Final = re.compile(rf"^[ \t]*(?:-[ ]+)*(?:-(?={_ODD}))?({_ODD})")
_AFTER_KEY: Final = re.compile(rf"(?:^|[{{,\[-])[ ]*[\wæøå]+:({_ODD})")
_KEY_AND_TEXT: Final = re.compile(rf"\s*(?:-\s*)*([a-zæøå_]+):({_ODD}|(?=[\w\"'{{\[]))", re.IGNORECASE)

_BADLY_BEGUN: Final = (
    (re.compile(r"^ *(-)[a-zæøå_]+:(?:\s|$)"), "no space stands behind '-'", "write '- ' before the key"),
    (re.compile(r"^ *([–—−•])\s*[a-zæøå_]+:(?:\s|$)"), "this is no hyphen", "write '- ' in its place"),
    (
        re.compile(r"^ *(?:- +)*([a-zæøå_]+:)(?=[A-Za-zÆØÅæøå0-9\"'{\[])"),
        "no space stands behind the colon",
        "write one",
    ),
)
"""How a line can begin so that YAML takes it for a text."""

_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_NAME: Final = r"(\{[\wæøå]+(?::[^{}\s]*)?\})"
_PLACEHOLDER: Final = re.compile(rf"[^\s,{{\[:]\s*{_NAME}|[:\[,]\s+{_NAME}\s*[^\s,}}\]]")
_COMMENT: Final = re.compile(r"[^\s,{\[][ \t]+#")

WITHOUT_QUOTES: Final = "put quotes around the whole text"


def problem_at(file: str, line: int, column: int, code: str, message: str, suggestion: str = "") -> Problem:
    """Return a problem at a place of a file; lines and columns count from 1."""
    origin = Origin(file=file, line=line, column=column)
    return Problem(origin=origin, code=code, message=message, suggestion=suggestion)


def odd_space(written: str) -> tuple[str, str] | None:
    """Return what follows a key where a space belongs, as a no-break space in `work: Hold`, and the key; else None."""
    found = _KEY_AND_TEXT.match(written)
    return (_named(found[2]) if found[2] else "no space", found[1]) if found else None


def odd_sign(word: str) -> str:
    """Name the first sign of a word that looks like a space, or like nothing; empty where it has none."""
    found = re.search(_ODD, word)
    return _named(found[0]) if found else ""


def without_odd_spaces(word: str) -> str:
    """Return a word without the spaces and the invisible characters that YAML takes for letters."""
    return re.sub(_ODD, "", word).strip()


def _named(sign: str) -> str:
    return f"{ODD_SPACES[sign]} (U+{ord(sign):04X})"


class Complaint(NamedTuple):
    """What PyYAML says of a file: what it was reading (`context`), from where, and what was wrong, and where.

    Lines and columns count from 0 here.
    """

    context: str
    began: tuple[int, int] | None
    problem: str
    stopped: tuple[int, int] | None


def not_yaml(complaint: Complaint, text: str, file: str) -> list[Problem]:
    """Put what PyYAML says where a person must look: an unclosed quote lies at its beginning."""
    lines = LINE_END.split(text)
    unclosed = "quoted" in complaint.context
    mark = complaint.began if unclosed else complaint.stopped or complaint.began
    line, column = (mark[0], mark[1] + 1) if mark else (0, 1)
    if line >= len(lines):
        # libyaml places the end of a file that ends inside a line on the line after it.
        line, column = len(lines) - 1, len(lines[-1]) + 1
    if "nesting depth" in complaint.problem:
        # libyaml from 0.2.6 on (PyYAML 6.0.4) looks far ahead, and stops at 1000 by itself.
        return [problem_at(file, line + 1, column, "too-deep", f"nested over {MAX_DEPTH} deep")]
    if unclosed:
        message = "these quotes are never closed, or closed too early"
        return [problem_at(file, line + 1, column, "not-yaml", message, _hint(lines[line]))]
    message = f"this is not YAML: {complaint.problem or complaint.context}"
    unknown = problem_at(file, line + 1, column, "not-yaml", message, _hint(lines[line]))
    return list(_explained(complaint, lines, line, file)) or [unknown]


def _explained(complaint: Complaint, lines: Sequence[str], line: int, file: str) -> Iterator[Problem]:
    """Return what most likely broke the file at a line, where that is known."""
    spaces = list(_odd_spaces(lines, file))
    if any(space.origin.line <= line + 1 for space in spaces):
        yield from spaces
        return
    if begun := list(_badly_begun(lines, line, file)):
        yield from begun
        return
    first, column = complaint.began if "flow" in complaint.context and complaint.began else (line, 0)
    if cause := _cause(lines, range(min(first, line), line + 1), file):
        yield cause
    elif first < line and _stays_open(lines[first]) and re.match(r"\s*(?:- |[a-zæøå_]+:)", lines[line]):
        message = "these braces are not closed before the next line begins"
        yield problem_at(file, first + 1, column + 1, "not-yaml", message, "write '}' where they end")


def _odd_spaces(lines: Sequence[str], file: str) -> Iterator[Problem]:
    """Return each line that is indented by, or has behind a key, what only looks like a space."""
    for number, line in enumerate(lines, start=1):
        if found := _INDENTED.search(line) or _AFTER_KEY.search(_unquoted(line)):
            message = f"{_named(found[1])} stands where a space belongs"
            cure = "write an ordinary space in its place"
            yield problem_at(file, number, found.start(1) + 1, "odd-space", message, cure)


def _badly_begun(lines: Sequence[str], stopped: int, file: str) -> Iterator[Problem]:
    """Return each line that begins so that YAML takes it for a text, where one of the last before the fault does."""
    told = []
    for number, line in enumerate(lines):
        for pattern, message, cure in _BADLY_BEGUN:
            if found := pattern.search(line):
                told.append(problem_at(file, number + 1, found.start(1) + 1, "not-yaml", message, cure))
    if any(stopped - 2 <= problem.origin.line <= stopped + 1 for problem in told):
        yield from told


def _stays_open(line: str) -> bool:
    """Return whether a line opens more braces than it closes."""
    plain = _unquoted(line)
    return plain.count("{") + plain.count("[") > plain.count("}") + plain.count("]")


def _cause(lines: Sequence[str], among: range, file: str) -> Problem | None:
    """Return what most likely broke one of these lines, the last one first; None where nothing is known."""
    for number in reversed(among):
        line = _unquoted(lines[number])
        if found := _PLACEHOLDER.search(line):
            name = found[1] or found[2]
            column = found.start(1 if found[1] else 2) + 1
            return problem_at(file, number + 1, column, "not-yaml", f"{name} without quotes", WITHOUT_QUOTES)
        comment = _COMMENT.search(line)
        if comment and re.search(r"[{\[]", line[: comment.start()]):
            message = f"'{lines[number][comment.end() - 1 :].strip()}' is a comment to YAML, and the braces stay open"
            return problem_at(file, number + 1, comment.end(), "text-cut-short", message, WITHOUT_QUOTES)
    above = max(among.start - 1, 0)
    if found := re.search(r"\S[ \t]+(#[^\s#].*)", _unquoted(lines[above])):
        message = f"'{lines[above][found.start(1) :].strip()}' is a comment to YAML, and the text goes on below it"
        return problem_at(file, above + 1, found.start(1) + 1, "text-cut-short", message, WITHOUT_QUOTES)
    return None


_BEHIND: Final = re.compile(r"([ \t]+)(#(.*))")
_WHOLE: Final = re.compile(r".*[.!?…:]", re.DOTALL)
"""A sentence that is over: a comment may follow it."""


def cut_off(text: str, lines: Sequence[str], begin: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the comment behind an unquoted text, where its writer most likely meant it as a part of the text.

    So it is where a digit or a letter stands right at the `#` and the text is not closed by two spaces or more; also
    where a number follows a text that is no whole sentence, or where the comment ends as a sentence and the text does
    not. A line of its own that begins so, further in than the text's first, is the same.

    Args:
        text: The text.
        lines: The lines of the file.
        begin: Its first sign: line and column from 0.
        end: The place behind its last sign.
    """
    behind = lines[end[0]][end[1] :] if end[0] < len(lines) else ""
    if not behind.strip():
        return _cut_below(text, lines, begin, end)
    found = _BEHIND.fullmatch(behind) if "#" in behind else None
    if found is None:
        return ""
    gap, comment, words = found.groups()
    whole = bool(_WHOLE.fullmatch(text))
    close, spaced = len(gap) == 1, words[:1] in {"", " ", "\t", "#"}
    if not spaced:
        return comment if close or (not whole and words[:1].isdigit()) else ""
    meant = words.strip()[:1].isdigit() or bool(_WHOLE.fullmatch(words.rstrip()))
    return comment if text and close and not whole and meant else ""


def _cut_below(text: str, lines: Sequence[str], begin: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a line that begins with `#` and a digit or a letter, where it looks like the next line of a text."""
    below = lines[end[0] + 1] if end[0] + 1 < len(lines) else ""
    found = re.fullmatch(r"([ ]*)(#(?!\w+:\s)\w.*)", below) if "#" in below else None
    if found is None or not text or _WHOLE.fullmatch(text):
        return ""
    first = lines[begin[0]]
    key = re.match(r"[ ]*(?:- +)*(?=[\w]+:)", first)
    base = len(key[0]) if key else len(first) - len(first.lstrip(" "))
    return found[2] if len(found[1]) > base else ""


def _unquoted(line: str) -> str:
    """Return a line with its quoted texts blotted out, as long as it was."""
    return _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), line)


def _hint(written: str) -> str:
    if re.match(r"\s*(?:- *)*\t", written):
        return "indent with spaces, not tabs"
    if re.search(r":\s+\{\w+\}", written):
        return "put quotes around a text that begins with '{'"
    if re.search(r":\s\S[^\"']*:(?:\s|$)", written):
        return "put quotes around a text that contains ': '"
    if re.search(r":\s+[@`%&*!|>\[\]{}]", written):
        return "put quotes around a text that begins with a special sign"
    return ""
