"""Lists the English words of number phrases."""

from __future__ import annotations

import re

from riwaya.text.number_phrases.lexicon import Language, Row, fraction_rows, number, number_rows, phrase_rows

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth hundredth thousandth"
)

_NUMBERS: list[Row] = [
    (number("0", 0), "zero"),
    *number_rows("U", 1, 1, "one two three four five six seven eight nine"),
    *number_rows(
        "E", 10, 1, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    ),
    *number_rows("T", 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"),
    (number("Z", 12), "dozen"),
    (number("H", 100), "hundred"),
    (number("K", 1_000), "thousand"),
    (number("M", 1_000_000), "million"),
    *fraction_rows("Q", half="half", quarter="a| quarter of; quarter", three_quarters="three -| quarters of"),
    *fraction_rows("G", half="a half", quarter="a quarter", three_quarters="three -| quarters"),
]

PHRASES = [
    ("before", "more_than", "more|greater than; well| over; well| above; upward|upwards of; in excess of"),
    ("before", "more_than", "well in excess of; well more than"),
    ("before", "more_than", "exceed|exceeds|exceeded|exceeding"),
    ("anywhere", "at_least", "at least; at the very| least; at a minimum; or more; at minimum; minimum"),
    ("before", "at_least", "no|not fewer|less than; minimum of"),
    ("after", "at_least", "- plus"),
    ("after", "more_than", "-| odd"),
    ("before", "fewer_than", "fewer|less than; under; below"),
    ("before", "up_to", "up to; as many as; no|not more than; not exceed|exceeding; maximum of"),
    ("anywhere", "up_to", "at the| very| most; at a| maximum; maximum; max; tops; or fewer|less"),
    ("before", "about", "about|around|approx|approx.|nearly|almost|circa|c.|ca.; close to|on; nigh on"),
    ("before", "about", "estimated at|; in the region of"),
    ("anywhere", "about", "or so|thereabouts; more or less; give or take; approximately; roughly"),
    ("some", "", "some"),
    ("amount", "tens", "tens; scores"),
    ("amount", "dozens", "dozens; several dozen; a| few|couple of| dozen"),
    ("amount", "hundreds", "hundreds; several hundred; a| few|couple of| hundred"),
    ("amount", "thousands", "thousands; several thousand"),
    ("amount", "thousands", "a| few|couple of| thousand"),
    ("amount", "many", "many; numerous; a lot of; a great|good many; large|great|huge number|numbers"),
    ("amount", "some", "several; a few; a number of"),
    ("amount", "few", "very few; a| handful; a| very| small number"),
    ("amount", "same_number", "same|equal|identical|similar|comparable number|numbers; as many"),
    ("between", "", "between"),
    ("and", "", "and"),
    ("to", "", "to"),
    ("or", "", "or"),
    ("from", "", "from"),
    ("part", "", "of the; out of the|"),
    ("article", "", "a|an|the"),
    ("neutral", "", "all; all of; just|only|exactly|precisely|other|another|further|additional|these|those"),
    ("neutral", "", "its|his|her|their|our|in|for|with|by|at|reached"),
    ("neutral", "", "total of; in total|all; group|convoy of; - strong"),
    ("particle", "", "of; as of"),
    # "handed over 20" is no "over 20".
    ("skip", "", "hand|hands|handed|handing|turn|turns|turned|turning|gave|give|given|giving over"),
    ("skip", "", "to date; so far"),
    ("ordinal", "", _ORDINALS.replace(" ", "|")),
    ("unreadable", "", "one another; two sides|parties; quite a few; how many|"),
    ("unreadable", "", "no|not|none|nobody|nothing|cannot|without|never|neither|nor"),
    ("unreadable", "", "except|excluding|minus|plus"),
    ("unreadable", "", "odd -; - odd -"),
    ("unreadable", "", "but|more|less|fewer|least|most|than|few"),
    ("unreadable", "", "halves|thirds|quarters|twice"),
    ("unreadable", "", "double|triple|times|once|each|per|every|apiece|both|either"),
    ("unreadable", "", "couple|pair|pairs|score"),
    ("unreadable", "", "millions|billion|billions|percent|percentage|k|m|bn|mn"),
    ("unreadable", "", "dollar|dollars|euro|euros|usd"),
    ("unreadable", "", "maybe|perhaps|possibly|probably|likely"),
    ("unreadable", "", "presumably|reportedly|allegedly|majority|part"),
    ("unreadable", "", "barely|hardly|scarcely|est|ish; at best|worst; at the outside; if that"),
    ("unreadable", "", "something|fold|tenths|fifths|short"),
]

_100 = "(?:T(?:-?U)?|E|U)"
_1000 = f"(?:(?:U-?)?H(?:&?{_100})?|{_100})"
_K = f"(?:(?:(?:{_1000}|N|F)-?)?K)"
_M = f"(?:(?:(?:{_1000}|N|F)-?)?M)"
_PARTS = f"(?:(?:{_1000}|N)-?&-?G|G|Q)-?[KMZ]|{_M}-?&-?G"
_REST = f"(?:&?(?:{_1000}|N))?"

LANGUAGE = Language(
    [*_NUMBERS, *phrase_rows(PHRASES)],
    re.compile(
        f"{_M}(?:&?{_K})?{_REST}|{_PARTS}|{_K}{_REST}|{_1000}|N|0|(?:E|N|T-?U)-?H(?:&?{_100})?|"
        f"(?:(?:{_100}|N)-?)?Z"
    ),
    re.compile("twent|thirt|fift|sixt|sevent|eight|ninet|hundred|thousand|million|billion|dozen"),
    thousands=",٬\u00a0\u2009\u202f",
    decimals=".٫",
)
