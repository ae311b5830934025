"""Makes up words and phrases in Arabic and English, as varied as those of the real texts of this repository.

No word means anything: no Arabic root begins with two consonants of one place of articulation, and no English
word has these pairs of consonants. So none is a number, a name or a loaded word. How often words and phrases
return follows Zipf and Mandelbrot, with parameters that were fitted to benchmarks/richness.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.columns import mixed, taken

_SEED = 1
_PHRASES = 1 << 17


@dataclass(frozen=True)
class Zipf:
    """Frequencies of ranks: that of rank r is proportional to 1 / (r + shift) ** exponent."""

    shift: float
    exponent: float

    def picks(self, seed: int, what: str, numbers: np.ndarray, ranks: int) -> np.ndarray:
        """Choose for each number a rank, from 0 to `ranks` - 1."""
        sums = np.cumsum(1 / (np.arange(ranks) + self.shift) ** self.exponent)
        chances = (mixed(seed, what, numbers) >> np.uint64(11)) / float(1 << 53)
        return np.searchsorted(sums, chances * sums[-1], side="right")


@dataclass(frozen=True)
class Language:
    """A language, with its words from the most frequent on: some real ones of any text, then made-up ones."""

    code: str
    longest: int
    """Words of the longest phrase."""
    common: tuple[str, ...]
    stems: tuple[tuple[str, ...], ...]
    patterns: tuple[str, ...]
    """Filled in with the parts of a stem; the words of the first ones are the most frequent."""
    of_words: Zipf
    of_phrases: Zipf

    @cached_property
    def words(self) -> list[str]:
        """All words, none twice."""
        made = (pattern.format(*stem) for pattern in self.patterns for stem in self.stems)
        return [*dict.fromkeys((*self.common, *made))]

    @cached_property
    def _phrases(self) -> pa.Array:
        """The most frequent first."""
        lengths = 1 + np.arange(_PHRASES) % self.longest
        places = np.arange(_PHRASES * self.longest)
        words = taken(self.words, self.of_words.picks(_SEED, "word", places, len(self.words)))
        kept = places % self.longest < np.repeat(lengths, self.longest)
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), words.filter(pa.array(kept))), " ")

    def phrases(self, seed: int, what: str, numbers: np.ndarray) -> pa.Array:
        """A phrase for each number."""
        return self._phrases.take(pa.array(self.of_phrases.picks(seed, what, numbers, _PHRASES)))


# The first letters of a root are no prefixes ("تدور" would have a real one), with others of their place.
_PLACES = (("ر", "لن"), ("زصش", "سزصش"), ("ثذظ", "ثذظ"), ("دطض", "تدطض"), ("حخعغ", "حخعغ"))
_THIRD = "بتجحدرسشطعفقكلمنه"
_PAIRS = "zb vk gv dz pk lz kf bv vm zg tv mz gz vd pv zn kz fz".split()
ARABIC = Language(
    code="ar",
    longest=6,
    common=tuple("في من على إلى عن مع بعد قبل بين منذ عند خلال حول نحو ضمن لدى حتى ثم أو كما".split()),
    stems=tuple(
        (one, two, three)
        for firsts, seconds in _PLACES
        for one, two, three in product(firsts, seconds, _THIRD)
        if len({one, two, three}) == 3
    ),
    patterns=tuple(
        "ال{}{}{} {}ا{}{} ال{}{}ي{} م{}{}و{} ال{}ا{}{} ت{}{}ي{} ال{}{}{}ة {}{}ا{} {}{}{} ال{}{}ا{} {}{}ي{} "
        "ال{}{}{}ات ال{}{}{}ية وال{}{}{} ي{}{}{} {}{}{}ة م{}{}{} {}وا{}{} {}{}و{} ت{}{}{} لل{}{}{} {}{}{}ين "
        "{}{}{}ها {}{}{}ي ب{}{}{} ا{}{}ا{} ال{}{}و{} م{}ا{}{} {}{}ا{}ة {}{}ي{}ة است{}{}{} {}{}{}ات {}{}{}ت "
        "ال{}{}{}ين {}{}ا{}ات".split()
    ),
    of_words=Zipf(5, 1.05),
    of_phrases=Zipf(20, 1.03),
)
ENGLISH = Language(
    code="en",
    longest=5,
    common=tuple(
        "the of in and to from by with for on at that as after between before near since during about over "
        "until into which it".split()
    ),
    stems=tuple((*stem,) for stem in product("bdfgklmnprstvj", "aeiou", _PAIRS)),
    patterns=tuple(
        "{}{}{} {}{}{}a {}{}{}o {}{}{}en {}{}{}or {}{}{}ed {}{}{}ing {}{}{}al {}{}{}is {}{}{}ers {}{}{}ul "
        "{}{}{}ara {}{}{}eno {}{}{}uri {}{}{}elin {}{}{}onda {}{}{}orim {}{}{}asta {}{}{}itor".split()
    ),
    of_words=Zipf(5, 1.32),
    of_phrases=Zipf(8, 0.68),
)
LANGUAGES = (ARABIC, ENGLISH)
