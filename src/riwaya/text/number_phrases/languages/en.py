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
    ("part", "", "of the; out of the"),
    ("part", "bare", "out of"),
    ("article", "", "a|an|the"),
    ("neutral", "", "all; all of; just|only|exactly|precisely|other|another|further|additional|these|those"),
    ("neutral", "", "its|his|her|their|our|reached"),
    ("preposition", "", "in|for|with|by|at"),
    ("neutral", "", "total of; in total|all; group|convoy of; - strong"),
    ("particle", "", "of; as of; including|among|amongst|who|whom|whose|which|that|near"),
    ("particle", "", "on|inside|outside|against|after|before|during|since|belonging"),
    ("counted", "", "pick - up|ups"),
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
    ("unreadable", "", "a|an second|minute|hour|day|night|week|month|year|head|person|piece|side"),
    ("unreadable", "", "hourly|daily|nightly|weekly|monthly|yearly|annual|annually"),
    ("unreadable", "", "average|averages|mean|median|rate|rates|ratio|odds|share|estimate|estimates|guess"),
    ("unreadable", "", "likelihood|probability|theory|doubt|dispute|example; round numbers|figures"),
    ("unreadable", "", "best|worst|accounts|count|counts"),
    ("unreadable", "", "reckoning|calculation|projection|projections|paper|luck"),
    ("unreadable", "", "and|with other|others; along|together with"),
    ("unreadable", "", "claimed|supposed|supposedly|purported|rumoured|rumored|hypothetical|theoretical"),
    ("unreadable", "", "reservation|reservations|caveat|caveats; at a time"),
]

# What is counted, and what describes it; a dataset names its own beside these.
COUNTED = """
person people individual human man men woman women child children boy girl kid infant baby babies minor
youth teenager adult elderly student pupil schoolchild schoolchildren schoolgirl schoolboy school teacher
doctor medic nurse patient journalist reporter worker labourer laborer employee farmer driver pilot
fisherman fishermen trader merchant lawyer engineer judge official officer guard policeman policemen police
striker protester demonstrator soldier solider troop fighter combatant gunman gunmen militant militiaman
militiamen militia rebel insurgent jihadist jihadi terrorist extremist attacker assailant bomber sniper
operative agent spy spies recruit conscript cadre commander leader chief emir deputy deputies figure member
element associate affiliate follower supporter sympathiser sympathizer loyalist defector deserter
collaborator mercenary mercenaries muhajir muhajireen muhajirin suspect convict prisoner detainee captive
hostage inmate abductee internee pow refugee returnee migrant evacuee resident inhabitant citizen civilian
national villager tribesman tribesmen family families household relative wife wives husband widow mother
father parent son daughter brother sister cousin orphan spouse dependant dependent newcomer passenger victim
casualty casualties fatality fatalities death body bodies corpse martyr injury injuries survivor volunteer
activist mediator intermediary intermediaries negotiator delegate envoy representative sheikh elder notable
dignitary dignitaries cleric imam priest foreigner westerner others isis isil is daesh islamic state
organisation organization group faction sdf ypg ypj pkk hts nusra fsa regime government opposition coalition
army force side party parties syrian iraqi kurd kurdish arab turkish turk iranian lebanese jordanian
palestinian yazidi yezidi ezidi assyrian christian alawite druze shia shiite sunni muslim turkmen armenian
saudi tunisian egyptian moroccan libyan algerian yemeni sudanese somali afghan pakistani indian uzbek
chechen russian ukrainian french british briton english german dutch belgian swedish danish norwegian
finnish italian spanish portuguese swiss austrian american us canadian australian european chinese uighur
uyghur kazakh kyrgyz tajik azerbaijani bosnian kosovar albanian georgian israeli japanese filipino
indonesian malaysian african asian foreign local armed unarmed alleged suspected captured kidnapped abducted
detained arrested imprisoned jailed held released freed liberated exchanged swapped evacuated transferred
displaced internally wounded sick ill injured killed slain dead missing unconfirmed confirmed identified
unidentified accused wanted sentenced convicted female male young old underage senior former private public
civil military medical humanitarian political religious tribal primary middle secondary last remaining
separate different western eastern northern southern trapped besieged stranded vehicle car truck lorry
lorries bus coach coaches pickup tank humvee ambulance trailer tanker van minibus taxi motorbike motorcycle
bicycle tractor bulldozer plane aircraft helicopter drone boat ship convoy batch rifle gun weapon rocket
missile shell mortar mine bomb explosive device grenade launcher strike airstrike raid attack clash battle
explosion house home building village town city cities district neighbourhood neighborhood hospital mosque
church camp tent prison checkpoint position site base farm shop factory factories bridge road field minute
hour day night week month year kilometre kilometer metre meter mile hectare acre square tonne ton kilogram
kilo gram litre liter barrel box bag sack crate gold silver cash food aid oil fuel wheat ammunition deal
agreement truce ceasefire exchange swap release operation stage phase occasion meeting negotiation round
session case incident event report claim statement video photo document name nationality nationalities list
letter demand condition democratic protection unit defence defense council brigade battalion movement front
free seconds wells
"""

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
    counted=COUNTED,
    endings="(?:e?s)?(?:'s)?",
    decimals=".٫",
)
