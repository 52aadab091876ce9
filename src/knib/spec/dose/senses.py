"""Which of its meanings a word has, by the words beside it."""

from collections.abc import Callable, Sequence
from typing import Final

from knib.spec.dose import lexicon
from knib.spec.dose.scan import Term
from knib.spec.model import Position

Applies = Callable[[Term, Term, Term], bool]
Sense = Callable[[Term], Term]

_FREE: Final = frozenset({"fri", "løs", "passiv", "passivt"})
_DRUNK: Final = frozenset({"vand", "water", "væske", "fluid", "fluids"})
_SIDE: Final = frozenset({"side", "siden", "sider"})

MOVEMENTS: Final = frozenset(
    "løft løfte løfter træk trække trækker pres presse stræk strække bøj bøje bøjer drej drejer vip sving rejs skub "  # noqa: SIM905
    "rul ruller vend sænk sænke spark lift raise pull push bend rotate turn roll straighten lower swing kick press "
    "slide skyd før".split()
)
"""What one is told to do with a part of the body."""

PELVIC: Final = tuple(
    "knib squeez contract tighten spænd stram klem luk snør bækkenbund pelvic vagina anus skede endetarm urin penis "  # noqa: SIM905
    "pung urethra rectum wind luft sphincter ringmusk lukkemusk prut blære bladder passage testi scrotum tisse tisser "
    "pee perine mellemkød zip suge sug".split()
)
"""How words of the pelvic floor begin."""


def names_another_movement(terms: Sequence[Term]) -> bool:
    """Return whether a text says what to do with another part of the body, and has no name for it: `træk hagen ind`."""
    if any(term.code in "eql" for term in terms):
        return False
    words = [word for term in terms for word in term.text.split()]
    if any(word.startswith(PELVIC) for word in words):
        return False
    return bool(MOVEMENTS & set(words)) and any(term.code in "_u" for term in terms)


_LEADS_TO_DATE: Final = frozenset(
    {"den", "udleveret", "udleveres", "givet", "given", "issued", "ordineret", "sendt", "dato", "pr", "fra", "siden"}
)


def settled(terms: Sequence[Term]) -> list[Term]:
    """Return the terms with each word that can mean several things taken for what its neighbours make of it."""
    row = _by_neighbours(list(terms))
    for place, term in enumerate(row[:-1]):
        if term.text.rstrip(" .") in _PLANS and row[place + 1].code == ":":
            row[place] = term._replace(code="3", name="plan")
        if term.code == "_" and _hides_a_label(term, row[place + 1 :]):
            row[place] = term._replace(code="?")
    return row


def _by_neighbours(row: list[Term]) -> list[Term]:
    real = [place for place, term in enumerate(row) if term.code != "_"]
    for index, place in enumerate(real):
        before = row[real[index - 1]] if index else NOTHING
        after = row[real[index + 1]] if index + 1 < len(real) else NOTHING
        beside = row[place - 1] if place else NOTHING
        following = row[place + 1] if place + 1 < len(row) else NOTHING
        if (row[place].text in _LOOKS_AT_NEXT or row[place].code in {"n", "j"}) and following.code == "_":
            after = following
        if row[place].code == "u" and _greets(beside, place):
            row[place] = row[place]._replace(code="_", name="greeting")
            continue
        if row[place].text in {"r", "l"} and row[place].code == "u" and beside.name == "equipment":
            before = beside._replace(code="e")
        if row[place].code == "n" and _plain(beside) == "nr":
            row[place] = row[place]._replace(code="B", name="measure")
            continue
        row[place] = _settled(row[place], before, after)
        slash = [row[other].code for other in real[index + 1 : index + 3]]
        if place and row[place].code == "n" and slash == ["/", "n"] and beside.text in _LEADS_TO_DATE:
            row[place - 1] = beside._replace(code="y", name="date-word")
    return row


NOTHING: Final = Term("", 0, 0)


_PLANS: Final = frozenset(
    "hjemmeøvelser hjemmeøvelse hjemmeprogram hjemmetræning plan rx hep instr ordination program hjemmeøv hj øv "  # noqa: SIM905
    "hjemmeplan træningsprogram træningsplan programme prescription".split()
)
"""Headings of what is to be done: what was found stands before them."""


def _greets(term: Term, place: int) -> bool:
    """Return whether a name follows a term; `til` greets at the head alone."""
    greeting = "greeting" in {term.name, *(other.name for other in term.others)}
    return greeting and (term.text != "til" or place == 1)


_VERBS: Final = frozenset(
    {"løft", "lift", "pres", "press", "træk", "pull", "vip", "spark", "stræk", "tryk", "sving", "rejs", "skub"}
)
"""Exercises that are also what one is told to do with a part of the body."""


_LOOKS_AT_NEXT: Final = _VERBS | {"r", "l", "en", "et", "an", "omkring", "around", "about"}


def _hides_a_label(term: Term, following: Sequence[Term]) -> bool:
    """Return whether a phrase of advice holds the label of a length: `slip helt imellem 5 s`."""
    words = term.text.split()
    if len(words) < 2 or following[0].code not in {"D", "n", ":", "a"}:
        return False
    value = next((other for other in following if other.code not in {":", "a", "_"}), following[0])
    table = lexicon.single_words()
    if value.code == "D" and any(word.startswith("hold") for word in words):
        return True
    return value.code == "D" and any(meaning.code in "rm" for word in words for meaning in table.get(word, ())[:1])


def _settled(term: Term, before: Term, after: Term) -> Term:
    """Return a term as the first of the senses has it that apply."""
    for applies, sense in SENSES:
        if applies(term, before, after):
            return sense(term)
    return term


def _as(code: str, name: str, value: object = None) -> Sense:
    """Return what makes of a term one of a class; it keeps its value where none is given."""
    return lambda term: term._replace(code=code, name=name, value=term.value if value is None else value)


def _meant(code: str) -> Sense:
    """Return what makes of a term the other thing that it can mean, of this class."""
    return lambda term: _other(term, code)


def _kept(term: Term) -> Term:
    return term


def _plain(term: Term) -> str:
    return term.text.rstrip(" .")


def _is_side_letter(term: Term, before: Term, after: Term) -> bool:
    """Return whether R or L stands beside a part of the body or an exercise."""
    beside = "e" in {before.code, after.code} or after.name == "equipment"
    return term.code == "u" and _plain(term) in {"r", "l"} and beside


def _is_breath_beside_nothing(term: Term, before: Term, after: Term) -> bool:
    """Return whether a word for breathing stands beside no number."""
    beside = {before.code, after.code} & set("nDZ:") or (before.code, after.code) == ("n", "/")
    return term.code in {"i", "o"} and not beside


_FILLER: Final = _as("_", "filler")
_EACH: Final = _as("v", "each")
_COMMA: Final = _as(",", "comma")
_MAXIMAL: Final = frozenset({"maks", "max", "maksimum", "maximum", "maksimalt", "maximalt"})

_STANDING: Final = _as("P", "position", Position("stående"))

SENSES: Final[tuple[tuple[Applies, Sense], ...]] = (
    (lambda term, before, _: term.code == "p" and _plain(term) in {"stk", "stykket"} and before.code == "D", _EACH),
    (lambda term, before, after: term.code == "/" and before.code in {"e", "h"} and after.code == "D", _COMMA),
    (lambda term, _, after: term.code == "Q" and term.text == "first" and after.code == ":", _FILLER),
    (lambda term, before, _: term.text == "apart" and before.code == "U", _FILLER),
    (lambda term, _, after: term.text in {"stå", "stand"} and after.code not in set("nD:="), _STANDING),
    (lambda term, before, _: term.text in {"gang", "gangen"} and before.text.endswith((" hver", " each")), _FILLER),
    (
        lambda term, before, _: term.text in {"gang", "gangen"} and before.code == "n" and before.value.low > 1,
        _as("!", "turning"),
    ),
    (lambda term, before, _: term.text in {"gang", "times", "g", "gg"} and before.code == "n", _as("g", "times")),
    (lambda term, *_: term.text == "times", _as("g", "times")),
    (lambda term, *_: term.text == "gang", _meant("e")),
    (
        lambda term, before, after: (
            term.text == "man" and not {before.code, after.code} & set("w,/&-–") and before.code + after.code != ""
        ),
        _FILLER,
    ),
    (lambda term, *_: term.text == "g", _as("u", "unknown", "g")),
    (
        lambda term, before, after: (
            term.text in _FREE and (before.code in {"D", "W", "r", "n"} or after.code in {"D", ":"})
        ),
        _kept,
    ),
    (lambda term, before, _: term.text in _FREE and before.text.startswith("weekend"), _kept),
    (lambda term, *_: term.text in _FREE, _meant("w")),
    (
        lambda term, before, after: term.text in {"komma", "comma"} and before.code == "n" and after.code in {"n", "D"},
        _as("?", "decimal"),
    ),
    (lambda term, before, _: term.text == "on" and before.code in {"D", "n"}, _meant("h")),
    (lambda term, *_: term.text == "on", _meant("a")),
    (lambda term, _, after: _plain(term) == "hv" and after.code in set("eqlpkH"), _meant("v")),
    (lambda term, *_: _plain(term) == "hv", _kept),
    (
        lambda term, before, after: _plain(term) == "på" and before.code == "D" and after.code in set("/,;.&"),
        _as("h", "hold"),
    ),
    (
        lambda term, before, after: _plain(term) == "af" and before.code == "D" and after.code in {"", *",;.)"},
        _as("r", "rest", "pause"),
    ),
    (
        lambda term, _, after: term.code == "W" and term.text.startswith("så længe") and after.code not in set("hre"),
        _as("Q", "more"),
    ),
    (lambda term, _, after: term.code == "W" and after.code not in set("hrDejcqla"), _FILLER),
    (_is_breath_beside_nothing, _FILLER),
    (
        lambda term, before, after: (
            term.code == "/" and term.value == "spaced" and not (before.code in set("nD") and after.code in set("nD"))
        ),
        _as(",", "comma"),
    ),
    (lambda *terms: _is_side_letter(*terms) and _plain(terms[0]) == "r", _as("S", "sides", "right")),
    (_is_side_letter, _as("S", "sides", "left")),
    (
        lambda term, _, after: term.code == "u" and _plain(term) in {"en", "et", "an"} and after.code in set("j_Drh"),
        _FILLER,
    ),
    (
        lambda term, before, after: _plain(term) == "l" and before.code == "n" and after.text in _DRUNK,
        _as("U", "measure"),
    ),
    (lambda term, _, after: term.code == "j" and after.name == "equipment", _FILLER),
    (
        lambda term, before, after: (
            term.code == "u" and _plain(term) in _SIDE and ("S" in {before.code, after.code} or after.code == "(")
        ),
        _FILLER,
    ),
    (lambda term, before, _: _plain(term) == "off" and before.code not in set("nD/,"), _FILLER),
    (
        lambda term, before, after: term.code == "n" and before.code == "a" and after.name == "equipment",
        _as("B", "measure"),
    ),
    (
        lambda term, before, after: (
            term.name in {"other", "stretch"}
            and term.text in _VERBS
            and before.code not in set("nxqlj")
            and (after.code == "_" or after.name == "squeeze")
        ),
        _FILLER,
    ),
    (lambda term, _, after: _plain(term) in {"speed", "hurtighed"} and after.code == ":", _as("q", "quick")),
    (lambda term, _, after: _plain(term) in _MAXIMAL and after.code in set("nD"), _as("b", "bound", "højst")),
    (lambda term, before, _: _plain(term) in _MAXIMAL and before.code == "x", _as("?", "uncounted")),
    (
        lambda term, before, _: _plain(term) in {*_MAXIMAL, "mvc", "mvk"} and before.code == "U",
        _as("%", "effort-word"),
    ),
    (lambda term, before, _: _plain(term) in _MAXIMAL and before.text == "%", _as("%", "effort-word")),
    (lambda term, *_: _plain(term) in _MAXIMAL, _as("E", "effort", "med fuld kraft")),
    (lambda term, _, after: _plain(term) == "spænd" and after.code in set("Da"), _meant("h")),
    (lambda term, _, after: _plain(term) == "count" and after.code in set("na"), _meant("c")),
    (lambda term, _, after: _plain(term) in {"den", "d"} and after.code == "n", _as("y", "date-word")),
    (lambda term, _, after: _plain(term) in {"omkring", "around", "about"} and after.code == "_", _FILLER),
    (lambda term, _, after: _plain(term) == "om" and after.code == "n", _as("a", "joiner", "om")),
)
"""When a word has which sense, by the words before and after it; the first that applies counts."""


def _other(term: Term, code: str) -> Term:
    for meaning in term.others:
        if meaning.code == code:
            return term._replace(code=code, value=meaning.value, name=meaning.name)
    return term
