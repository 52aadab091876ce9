"""Words that a voice gets wrong, and how they are said instead: Knib's own lexicon, and the user's on top of it.

A lexicon is a text file with a section for each voice, and `[all]`. An entry is `word = other spelling`, or in the
section of eSpeak NG `word = /phonemes/`. docs/reference/lexicon.md is its reference; the format is our own because
nothing else tells the line of a misprint (decision 070).
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from knib.errors import Origin, Problem, SpecError, UsageError
from knib.values import dataclass

EVERYONE: Final = "all"
"""The section whose entries hold for every voice."""

PHONETIC: Final = frozenset(("espeak",))
"""The voices that can be given phonemes."""

PHONEMES: Final = frozenset(
    "' , : "  # noqa: SIM905 (a table to be read by people) # stress and length
    "@ @- i ?i e ?e E ?E & ?& & ?&# &# A ?A o ?o O ?O 0 ?0 u ?u y ?y Y W ?W W# ?W# V ?V 3 3- I aI "  # vowels
    "b d D f g h j k l m n N p R r s S t tS v w z".split()
)
"""The mnemonics of eSpeak NG's Danish (its phoneme tables `da`, `base1` and `base`) that a lexicon may use.

`:` makes a vowel long, `?` before a vowel makes it short, `@-` is a weak e, `'` and `,` stand before a stressed vowel.
"""

LARGEST: Final = 1_000_000
"""Bytes of the largest lexicon that is read."""

Section = Mapping[str, str]
"""Words in lower case, and how each is said: in another spelling, or in phonemes between slashes."""

_OWN: Final = Path(__file__).with_name("danish.lexicon")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_PHONEME: Final = "|".join(re.escape(p) for p in sorted(PHONEMES, key=len, reverse=True))
_VOICE: Final = r"\[\s*([^\[\]]+?)\s*\]"


@dataclass(frozen=True)
class Words:
    """Words in lower case, and how one voice is made to say them. What stands between slashes is phonemes."""

    said: Section

    def apply(self, text: str) -> str:
        """Put what is said in the place of each whole word that has an entry, whatever its case.

        Phonemes are put between `[[` and `]]`, with a space before them where there is none: eSpeak NG is silent
        about `([[...]])`. Another spelling keeps the capital of the word.
        """
        return self._finder.sub(self._written, text) if self.said else text

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all entries, for the identity of the voice that uses them."""
        return sha256(repr(sorted(self.said.items())).encode()).hexdigest()

    @cached_property
    def _finder(self) -> re.Pattern[str]:
        # Longest first, so that "hosteknib" is not the "hoste" before a hyphen.
        words = "|".join(re.escape(word) for word in sorted(self.said, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!['’]?\w)", re.IGNORECASE)

    def _written(self, match: re.Match[str]) -> str:
        said = self.said.get(match[0].lower())
        if said is None:  # a letter that only looks the same, like the long s
            return match[0]
        if said[0] != "/":
            return said[0].upper() + said[1:] if match[0][0].isupper() else said
        before = match.string[: match.start()]
        return f"{' ' if before and not before[-1].isspace() else ''}[[{said[1:-1]}]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """Sections by the name of their voice, in layers: what a later layer says of a word holds."""

    layers: tuple[Mapping[str, Section], ...]

    def merged(self, theirs: "Lexicon") -> "Lexicon":
        """Lay another lexicon on top of this one."""
        return Lexicon(layers=(*self.layers, *theirs.layers))

    def words_for(self, voice: str) -> Words:
        """Give the words of one voice: of its own section and, below it in each layer, of `[all]`."""
        said: dict[str, str] = {}
        for layer in self.layers:
            said |= {**layer.get(EVERYONE, {}), **layer.get(voice, {})}
        return Words(said)


@cache
def own() -> Lexicon:
    """Read the lexicon that comes with Knib."""
    return read(_OWN.read_bytes(), _OWN.name)


def words_for(voice: str, file: object = None) -> Words:
    """Give the words of a voice, from Knib's own lexicon and from a file of the user's.

    Args:
        voice: The voice's name, without its variant: "espeak", "gtts".
        file: The path of the user's own lexicon, if any, as it stands in the settings.

    Raises:
        UsageError: the file cannot be read.
        SpecError: the file has problems; all of them.
    """
    return (own().merged(_read_file(Path(str(file)))) if file else own()).words_for(voice)


def read(data: bytes, name: str) -> Lexicon:
    """Read a lexicon.

    Args:
        data: The file, in UTF-8.
        name: What to call it in problems.

    Raises:
        SpecError: it has problems; all of them, each with its line.
    """
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as err:
        line = data[: err.start].count(b"\n") + 1
        problem = _Found("lexicon-encoding", "this is not UTF-8", "save the file as UTF-8")
        raise SpecError([problem.at(name, line)]) from err
    sections: dict[str, dict[str, str]] = {}
    problems = list(_read_lines(lines, name, sections))
    if problems:
        raise SpecError(problems)
    return Lexicon(layers=(sections,))


class _Found(Exception):  # noqa: N818 (a problem, before it has its place)
    """What is wrong with one line."""

    def __init__(self, code: str, message: str, cure: str) -> None:
        self.code, self.message, self.cure = code, message, cure

    def at(self, name: str, line: int) -> Problem:
        return Problem(
            origin=Origin(file=name, line=line, column=1), code=self.code, message=self.message, suggestion=self.cure
        )


def _read_lines(lines: Iterable[str], name: str, sections: dict[str, dict[str, str]]) -> Iterable[Problem]:
    """Fill the sections, and give what is wrong with any line."""
    voice = ""
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("["):
                voice = _section(line)
                continue
            word, said = _entry(line, voice)
            _add(sections.setdefault(voice, {}), word, said)
        except _Found as found:
            yield found.at(name, number)


def _add(section: dict[str, str], word: str, said: str) -> None:
    if section.setdefault(word, said) != said:
        raise _Found("lexicon-twice", f"'{word}' is said in two ways in one section", "keep one of them")


def _section(line: str) -> str:
    from knib.voice.engine import ENGINES

    heading = re.fullmatch(_VOICE, line)
    if heading and heading[1].lower() in {EVERYONE, *ENGINES}:
        return heading[1].lower()
    names = ", ".join(f"[{name}]" for name in (EVERYONE, *ENGINES))
    raise _Found("lexicon-section", f"'{line}' names no voice", f"write one of {names}")


def _entry(line: str, voice: str) -> tuple[str, str]:
    word, equals, said = (part.strip() for part in line.partition("="))
    if not voice:
        raise _Found("lexicon-no-section", "this stands before the first section", "write [all] above it")
    if not equals or not said:
        raise _Found("lexicon-entry", f"'{line}' is no entry", "write it as: Kegel = kejgel")
    if not _WORD.fullmatch(word):
        raise _Found("lexicon-word", f"'{word}' is no word", "write whole words, of letters only")
    _check(word, said, voice)
    return word.lower(), said


def _check(word: str, said: str, voice: str) -> None:
    """Refuse a misprint when the lexicon is read, and not when a patient hears it."""
    if not said.startswith("/"):
        if not _WORD.fullmatch(said):
            raise _Found("lexicon-spelling", f"'{word}' is spelled '{said}'", "spell it with letters only")
        return
    if voice not in PHONETIC:
        cure = "spell the word in another way, or move it to [espeak]"
        raise _Found("lexicon-phonemes-here", f"[{voice}] cannot be given phonemes: '{word}'", cure)
    sounds = said[1:-1] if said.endswith("/") and len(said) > 1 else ""
    strange = re.sub(_PHONEME, "", sounds)
    if strange or not sounds:
        what = f"unknown phonemes '{strange}' in '{said}'" if strange else f"no phonemes in '{said}'"
        cure = f"see them with 'knib say --phonemes {word}', and write them between slashes"
        raise _Found("lexicon-phonemes", f"'{word}' has {what}", cure)


def _read_file(path: Path) -> Lexicon:
    try:
        with path.expanduser().open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as err:
        why = "There is no lexicon" if isinstance(err, FileNotFoundError) else "Cannot read the lexicon"
        raise UsageError(
            f"{why} '{path}'.", cure="name a text file with your words: docs/reference/lexicon.md"
        ) from err
    if len(data) > LARGEST:
        raise UsageError(f"The lexicon '{path}' is larger than any lexicon.", cure="name a text file with your words")
    return read(data, str(path))
