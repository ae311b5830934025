"""Says why `fix` leaves a problem as it is."""

from __future__ import annotations

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.problem import Problem
from riwaya.text.characters import FORBIDDEN_CHARACTERS

_LOST = {
    *("character-not-text", "control-character", "letters-lost", "text-ruined"),
    *("file-missing", "file-empty", "missing-label", "blank-label"),
}
_AMBIGUOUS = {
    *("encoding-not-utf8", "encoding-utf16", "newline-not-lf", "quote-unbalanced", "delimiter-not-comma"),
    *("extra-cell", "missing-cell", "incorrect-label", "extra-label", "duplicate-label"),
    *("digits-not-ascii", "letter-of-other-keyboard", "type-error", "date-not-edtf", "number-not-held"),
}
# What fix repairs wherever it can tell cells and rows apart.
_REPAIRED = {
    *("encoding-bom", "newline-missing-at-end", "separator-line", "blank-row", "rows-out-of-order"),
    *("text-not-nfc", "cell-not-trimmed", "tatweel", "number-not-plain", "boolean-not-plain"),
    *FORBIDDEN_CHARACTERS,
}


def why_left(problem: Problem) -> Bilingual:
    """Why `fix` has not repaired a problem that is still there after it: one sentence, in both languages."""
    has_repair = bool(problem.params.get("fixed"))
    may_be_byte = problem.code == "control-character" and str(problem.params.get("code_point")) >= "U+0080"
    if (problem.code in ("text-ruined", "text-escaped") and has_repair) or may_be_byte:
        return MESSAGES("left-to-confirm")
    if problem.code in _LOST:
        return MESSAGES("left-lost")
    if problem.code in _REPAIRED or (problem.code == "digits-not-ascii" and has_repair):
        return MESSAGES("left-blocked")
    return MESSAGES("left-ambiguous" if problem.code in _AMBIGUOUS else "left-undecided")
