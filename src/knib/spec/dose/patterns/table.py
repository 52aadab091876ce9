"""All patterns: rows of letters of classes, and what each makes of a reading."""

import re
from typing import Final

from knib.spec.dose.patterns.about import (
    fold_assumed,
    fold_effort,
    fold_nothing,
    fold_often,
    fold_position,
    fold_sides,
    fold_stages,
    fold_total,
)
from knib.spec.dose.patterns.counting import (
    fold_bracketed_pair,
    fold_count,
    fold_gange,
    fold_length_of,
    fold_position_count,
    fold_reps_and_sets,
    fold_reps_of_length,
    fold_sessions_a_day,
    fold_sets_and_reps,
    fold_sides_apart,
    fold_split,
    fold_three,
    fold_three_numbers,
    fold_two_numbers,
    fold_verb_count,
    fold_written_out,
)
from knib.spec.dose.patterns.lengths import (
    fold_all_lengths,
    fold_breath,
    fold_fast_and_slow,
    fold_hold,
    fold_length,
    fold_moving_rest,
    fold_none,
    fold_pair,
    fold_pause_before_next,
    fold_rest,
    fold_same,
    fold_side_rest,
    fold_two_lengths,
    fold_two_named_lengths,
)
from knib.spec.dose.patterns.names import (
    Pattern,
    fold_descriptor,
    fold_heading,
    fold_holds,
    fold_moving,
    fold_new_name,
    fold_np,
)
from knib.spec.dose.patterns.scopes import (
    fold_all_again,
    fold_bracket,
    fold_close,
    fold_exercise_rest,
    fold_numbered_set,
    fold_open_group,
    fold_set_rest,
    fold_set_rest_word,
    fold_sets,
    fold_sets_a_day,
    fold_sets_of,
    fold_told_exercises,
)

NP: Final = "(?:[qlj]*e[qlj]*|[qlj]*[ql][qlj]*)"


U: Final = f"(?:{NP}|[qlj]*u)"


END: Final = r"(?=[,.;–&)(TASPEFKV]|$)"


END_OR_REST: Final = f"(?:{END}|(?=D[P/]?r))"


_ONE_SET: Final = f"(?:{NP}:?[xg]?n[pg]?|n[xg]?[pg]?{NP}?|{NP}?:?D[jlq]*)"


_WRITTEN_OUT: Final = f"{_ONE_SET}(?:[,.;–&T]*(?:DP?r|rm?:?D|D)[,.;–&T]*[aQ]?{_ONE_SET})+{END}"


PATTERNS: Final = tuple(
    Pattern(name, re.compile(regex), fold, weak)
    for name, regex, fold, weak in (
        # How many.
        ("n x n x D", f"{U}?:?n[xg]?[sp]?[xg]n[pg]?[xg]?D(?!r)", fold_three, False),
        ("n x n x Z", f"{U}?:?n[xg]n[xg]Z", fold_three, False),
        ("D x n x n", f"{U}?:?[DZ][xg]n[xg]n(?:s|{END})", fold_three, False),
        ("n x n x n", f"{U}?:?(?:n[xg]n[xg]n|n[/-]n[/-]n)(?![xg])", fold_three_numbers, False),
        ("n x n NP", f"n[xg]n[xg]?p?{U}(?!:)", fold_sets_and_reps, False),
        ("n s n NP", f"n[sR],?[xg]?n[xg]?[pg]?(?:{NP}|u)?(?![xgDsRFKUk%])", fold_sets_of, False),
        ("n s n", f"n[sR][xg]?n[pg]?(?:{END}|(?=D[P/]?r))", fold_sets_of, False),
        ("NP n s n", f"{U}[:,]?n[sR][xg]?n[pg]?{END}", fold_sets_of, False),
        ("n x n s", f"{U}?:?n[xg]?[pg]?{NP}?[xg]n[sR]", fold_reps_and_sets, False),
        ("NP n x n", f"{U}:?n[xg]n(?:p|g)?{END_OR_REST}", fold_two_numbers, False),
        ("n x n p", f"{U}?:?n[xg]n[xg]?[p]", fold_sets_and_reps, False),
        ("n x n", f"n[xg]n{END_OR_REST}", fold_two_numbers, False),
        (
            "n x D",
            f"{U}?:?(?:n[sR],?)?n[xg]?[pg]?{NP}?[xg]h?[DZ](?:h(?!:?[Dn](?!r)))?{NP}?",
            fold_reps_of_length,
            False,
        ),
        ("n x (D D)", f"{U}?:?n[xg]\\((?:h?:?D(?:{NP}|h|E)*[,&/T]*(?:r:?D|Dr?)|h?Zr?)\\)", fold_bracketed_pair, False),
        ("n D NP", f"{U}?:?(?:n[sR],?)?n[xg]?D{NP}", fold_reps_of_length, False),
        ("NP: n D", f"{NP}:n[pg]?D{NP}?", fold_reps_of_length, False),
        ("n D holds", "n[xg]?Dh(?!:?n)", fold_reps_of_length, False),
        ("n holds", f"{U}?:?(?:n[sR],?)?n[xg]?(?:[ql]*h)(?:D|Z)", fold_reps_of_length, False),
        ("n D", f"{U}?:?n[sR]nD(?:{NP}|h(?!:?[Dn]))?", fold_reps_of_length, False),
        ("D x n", f"{U}?:?h?[DZ]h?[xg]n[pg]?{NP}?", fold_reps_of_length, False),
        ("n NP", f"n[xg]?p?E*{NP}:?(?![Dn]?[io])", fold_count, False),
        ("n g n NP F", f"n[xg]n[xg]?{NP}F", fold_sessions_a_day, False),
        ("NP p n", f"{NP}p:?n", fold_count, False),
        ("NP n", f"{NP}[:,]?[xg]?n(?:p|g|x{END})?(?![xgsRDFKUk%/io-]|[xg])", fold_count, False),
        ("u n", f"[qlj]*u:?[xg]n(?:p|g)?{END}|[qlj]*u:n(?:p|g)?{END}", fold_count, False),
        ("n u", "n[xg]?[qlj]*u{1,3}(?![:])", fold_count, True),
        ("h n", "hn[xg]p?(?!D|Z|n)", fold_verb_count, False),
        ("n p", "p:?n[pg]?|n[xg]?p|pn[pg]", fold_count, False),
        (
            "sides apart",
            "nxDS[&,T/]+nxDS|DS[&,T]+DS|n[xg]n[g]?S[&,/]n[xg]n[g]?S|n[xg]?[pg]?S[&,/]n[xg]?[pg]?S",
            fold_sides_apart,
            False,
        ),
        ("D NP", f"D{NP}S?{END}", fold_length_of, False),
        ("n g", f"p?n[xg]t?{END}|tp?n[xgp]?{END}|[xg]n[gp]?{END}|p?,?n[g]", fold_gange, True),
        ("n P", "nP", fold_position_count, False),
        # Sets and rounds.
        ("all n", f"AX?[,:]?[hpu]?n[xg]p?{END}|AX?[,:]?p?[xg]n{END}|[pT]AX?n[xg]{END}", fold_all_again, False),
        ("written out", _WRITTEN_OUT, fold_written_out, False),
        ("T D r", r"(?<=T)Dr(?=[,.;–]*Tn)", fold_pause_before_next, False),
        ("n s", "n[xg]?[sR](?:A)?|[sR]:?n|[xg]n[sR]|A:?n[sR]|n[sR]A(?:n)?X?", fold_sets, False),
        ("n s F", "n[xg]?sF", fold_sets_a_day, False),
        ("n s:", r"n[sR],?v?A?(?:n?X?)?:|n[xg]?\(|n[sR]A?n?X?\(", fold_open_group, False),
        ("n R D m:", r"nR,?Dr?mv?R?:\(?", fold_open_group, False),
        ("(", r"\(", fold_bracket, False),
        (")", r"\)(?:[xg]n[sR]?|n[sR]|[xg]?n[xg])?", fold_close, False),
        ("n X", r"nX:?", fold_told_exercises, True),
        # Lengths.
        (
            "hold D",
            f"v(?:{NP}|p):?(?:h:?)?D(?!r)|(?:v(?:{NP}|p)?)?h{NP}?(?:\\({NP}\\))?[:&]?v?D(?:v)?|{NP}?h:?D(?!h)|h:?n{END}|hm?v?(?:{NP}|p)?:?n{END}",
            fold_hold,
            False,
        ),
        ("D hold", "D(?:/)?hv?|h?Dhv?", fold_hold, False),
        ("D while", "D,?W[he]+|h,?W[jl]?D", fold_hold, False),
        ("hold D rest D", "h:?[Dn](?:[,/&]|,?T|)r:?[Dn]|Dh[,/&]?Dr|Dh[,/&]?r:?D", fold_two_lengths, False),
        (
            "rest D",
            f"v?(?:r&)?r(?:m?v?(?:{NP}|p))?(?:\\({NP}\\))?[:&]?D(?:mv?(?:e|p)?|v(?:e|p)?)?|r:?n{END}|rm?v?(?:{NP}|p)?:?n{END}|mr:?n{END}",
            fold_rest,
            False,
        ),
        ("D rest", "D[/]?e?rv?(?!:?D(?![hmr]))", fold_rest, False),
        ("rest while", "r,?W[jl]?D|D,?Wr", fold_rest, False),
        (
            "D between",
            f"hDrm(?:v|v?{NP}|v?p){END}|D[/]?r?m(?:v|v?{NP}|v?p|v?h|n?{NP})?{END}|mv?(?:{NP}|p)?[:,]?(?:hDr|r:?D|Dr?)|rmv?(?:{NP}|p)?:?D",
            fold_rest,
            False,
        ),
        ("rest same", "r:?=h?|=r|r=|=(?=[,.;–&)]|$)", fold_same, False),
        ("no rest", f"Nr(?:σ|m?v?(?:{NP}|[sRpXS])?)", fold_none, False),
        ("set rest word", "G:?D|DG", fold_set_rest_word, False),
        ("set rest", "hDrmv?n?[sR]|r?:?D[/]?r?mv?n?[sR]|r?mv?n?[sR]:?Dr?|r[sR]:?D|D[sR]r", fold_set_rest, False),
        ("exercise rest", "r?:?D[/]?r?mv?n?X|r?mv?X:?Dr?", fold_exercise_rest, False),
        ("side rest", "r?:?D[/]?r?(?:mv?S|σ)|r?(?:mv?S|σ):?Dr?", fold_side_rest, False),
        ("pair", "(?:h/?r:?)?h?:?Z(?:h?/?r)?", fold_pair, False),
        ("moving rest", f"D(?:e)r?m(?:v|v?{NP})?{END}", fold_moving_rest, False),
        ("all of them", "A(?:h:?)?[DZ]v?", fold_all_lengths, False),
        ("D e / D r", f"D{NP}[,/&]?Dr|D{NP}[,/&]?r:?D", fold_two_named_lengths, False),
        ("moving", "e/e:?", fold_moving, False),
        ("holds", "h:?", fold_holds, True),
        ("fast and slow", f"D(?:{NP})[,/&]?D(?:[jlr]|{NP})+", fold_fast_and_slow, False),
        ("length", "D:(?=n[pxeqlg])|v?Dv?", fold_length, True),
        ("h E", "hE(?=D)", fold_effort, False),
        ("name hold", f"{NP}h(?=[,.;]|$)", fold_np, False),
        ("breath", "i:?[Dn]~?[,/&]?o:?[Dn]|[Dn]i[,/&]?[Dn]o|i[/,&]o:?Z", fold_breath, False),
        # About the whole.
        ("often", r"[AXp]*[FK](?::(?!x?n[gx]?(?:[.,;)]|$)))?", fold_often, False),
        ("new name", "u{1,3}[:,]?(?=[nDZ])", fold_new_name, True),
        ("numbered set", "sn:", fold_numbered_set, False),
        ("descriptor", "u+:?", fold_descriptor, True),
        ("position", "P:?", fold_position, False),
        ("effort", "E:?", fold_effort, False),
        ("sides", "x?V?S(?:[/&]S)?:?|V", fold_sides, False),
        ("split", "Ln[xg]?", fold_split, False),
        ("total", "t", fold_total, True),
        ("assumed", "~", fold_assumed, False),
        ("stages", "z:?", fold_stages, False),
        # Names.
        ("name", f"{NP}:?", fold_np, True),
        ("heading", "[qlj]*u:(?!n)", fold_heading, True),
        ("each rep", f"v(?:e|p)?{END}", fold_nothing, True),
    )
)
