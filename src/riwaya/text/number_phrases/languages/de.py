"""Lists the German words of number phrases."""

from __future__ import annotations

import re
from fractions import Fraction

from riwaya.text.number_phrases.lexicon import (
    Language,
    Row,
    fraction_rows,
    number,
    number_rows,
    phrase_rows,
    split_joined,
)

_UNITS = "ein|eins|eine|einen|einem|einer|eines zwei|zwo|zweier drei|dreier vier fünf sechs sieben acht neun"
_WHOLE = "zwei drei vier fünf sechs sieben acht neun".split()
_TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"

_NUMBERS: list[Row] = [
    (number("0", 0), "null"),
    *number_rows("U", 1, 1, _UNITS),
    *number_rows("E", 10, 1, _TEENS),
    *number_rows("T", 20, 10, _TENS),
    (number("Z", 12), "dutzend"),
    (number("H", 100), "hundert"),
    (number("K", 1_000), "tausend"),
    (number("M", 1_000_000), "million|millionen"),
    (number("M", 250_000), "viertelmillion"),
    (number("M", 750_000), "dreiviertelmillion"),
    *fraction_rows("Q", half="ein|eine|einer|einem|einen|dem| halb|halbe|halbes|halben|halber"),
    (number("Q", Fraction(3, 2)), "anderthalb|eineinhalb"),
    *((number("Q", Fraction(2 * unit + 1, 2)), f"{word}einhalb") for unit, word in enumerate(_WHOLE, 2)),
]
_JOINED = " ".join((_UNITS, _TEENS, _TENS, "hundert tausend und")).replace("|", " ").split()

PHRASES = [
    ("before", "more_than", "mehr als; über; gut; reichlich; weit|deutlich mehr als; weit|deutlich über"),
    ("before", "more_than", "übersteigt|übersteigen; oberhalb von"),
    ("anywhere", "at_least", "mindestens|mind.|wenigstens|zumindest|minimum|minimal; oder mehr; und mehr"),
    ("before", "at_least", "nicht weniger als; ein| minimum von"),
    ("before", "fewer_than", "weniger als; unter"),
    ("before", "up_to", "bis zu; nicht mehr als; nicht über; ein| maximum von"),
    ("anywhere", "up_to", "höchstens|max.|maximal|maximum|allerhöchstens; oder weniger"),
    ("anywhere", "about", "etwa|circa|zirka|ca|ca.|ungefähr|annähernd"),
    ("anywhere", "about", "schätzungsweise; mehr oder weniger; plus minus"),
    ("before", "about", "rund|rd.|fast|beinahe|beinah|nahezu|knapp; an|um die; in etwa; etwas um die"),
    ("before", "about", "geschätzt|geschätzte|geschätzten; auf geschätzt|etwa"),
    ("amount", "dozens", "dutzende|dutzenden|dutzender"),
    ("amount", "dozens", "mehrere|einige|etliche|viele dutzend|dutzende; ein paar dutzend"),
    ("amount", "hundreds", "hunderte|hunderten|hunderter; mehrere|einige|etliche|viele hundert|hunderte"),
    ("amount", "hundreds", "ein paar hundert"),
    ("amount", "thousands", "tausende|tausenden|tausender; mehrere|einige|etliche|viele tausend|tausende"),
    ("amount", "thousands", "ein paar tausend"),
    ("unreadable", "", "zehntausende|zehntausenden|hunderttausende|hunderttausenden"),
    ("unreadable", "", "zehn|hundert tausende; mehrere|einige|etliche|viele zehn|hundert tausend|tausende"),
    ("amount", "many", "viele|vielen|vieler; zahlreiche|zahlreichen|zahlreicher"),
    ("amount", "many", "eine| große|hohe|größere anzahl|zahl|menge; sehr viele"),
    ("amount", "some", "einige|einigen|einiger|mehrere|mehreren|mehrerer"),
    ("amount", "some", "etliche|manche; ein paar; eine anzahl von|"),
    ("amount", "few", "wenige|wenigen; sehr wenige; eine handvoll"),
    ("amount", "few", "eine| kleine|geringe anzahl|zahl"),
    ("amount", "same_number", "genauso|ebenso|gleich viele; genausoviele|ebensoviele|gleichviele"),
    ("amount", "same_number", "die|eine| gleiche|gleichen|identische|ähnliche|vergleichbare zahl|anzahl"),
    ("amount", "same_number", "der gleichen|selben zahl|anzahl; dieselbe|derselben zahl|anzahl"),
    ("between", "", "zwischen"),
    ("from", "", "von"),
    ("and", "", "und"),
    ("to", "", "bis"),
    ("or", "", "oder"),
    ("article", "", "die|den|das|dem"),
    ("part", "definite", "der"),
    ("definite", "", "des"),
    ("part", "", "von den; aus den"),
    ("part", "bare", "aus"),
    ("neutral", "", "alle|allen|aller|diese|diesen|dieser|jene|insgesamt|genau|exakt|nur|lediglich|bloß"),
    ("neutral", "", "seine|seiner|ihre|ihrer|weitere|weiteren|weiterer|andere|anderen"),
    ("preposition", "", "mit|für|in"),
    ("particle", "", "im|vom|bei|darunter|einschließlich|inklusive|samt"),
    ("neutral", "", "übrigen|restlichen|zusammen; eine| gruppe von"),
    ("skip", "", "bis jetzt|heute|dato; bislang; bisher; mehr oder minder"),
    ("ordinal", "", "erste|ersten|erster|erstes|zweite|zweiten"),
    ("ordinal", "", "zweiter|dritte|dritten|dritter|vierte|vierten"),
    ("ordinal", "", "fünfte|fünften|sechste|siebte|achte|neunte|zehnte|zwanzigste|hundertste"),
    ("unreadable", "", "nur|gerade|nicht knapp|ganz; gerade einmal|mal"),
    ("unreadable", "", "kaum|knappe|nicht|kein|keine|keinen|ohne|außer"),
    ("unreadable", "", "hälfte|drittel|viertel"),
    ("unreadable", "", "fach|doppelt|doppelte|dreifach"),
    ("unreadable", "", "mal|pro|je|jeweils|jeder|jede|minus|plus"),
    ("unreadable", "", "abzüglich|prozent|milliarde|milliarden|euro|dollar"),
    ("unreadable", "", "vielleicht|womöglich|eventuell|vermutlich|wahrscheinlich|wohl|angeblich"),
    ("unreadable", "", "mehrheit|teil|paar|mehr|weniger|gegen|zig|beide|beiden|mio|mrd|tsd"),
    ("unreadable", "", "zusammen|gemeinsam mit; mit|und anderen|andere|weiteren|weitere; täglich|stündlich"),
    ("unreadable", "", "wöchentlich|monatlich|jährlich|durchschnitt|mittel|schnitt|zweifel"),
    ("unreadable", "", "die|der stunde|nacht|woche; am tag; in der stunde|woche|minute; im monat|jahr"),
    ("unreadable", "", "das| stück; promille|bestenfalls|schlimmstenfalls|prinzip|grunde|idealfall|besten"),
    ("unreadable", "", "schlimmsten|zweifelsfall|glück|vorbehalt|schätzung|schätzungen"),
    ("unreadable", "", "und ein paar; einander; zweimal|dreimal|einmal; wie viele"),
    ("unreadable", "", "tendenz|ernstfall; alle tage|stunden|wochen|monate|jahre"),
]

# What is counted, and what describes it; a dataset names its own beside these.
COUNTED = """
person mensch mann männer frau kind mädchen junge jugendlich minderjährig erwachsen baby säugling student
studierend schüler schülerin schulkind lehrer lehrerin arzt ärzte journalist arbeiter angestellt bauer
fahrer pilot fischer händler anwalt anwälte richter beamt offizier wärter wächter polizist streikend
demonstrant soldat truppe kämpfer krieger milizionär miliz rebell aufständisch dschihadist jihadist islamist
terrorist extremist angreifer attentäter agent spion rekrut kommandeur kommandant anführer führer chef emir
mitglied angehörig anhänger unterstützer überläufer deserteur söldner gefangen kriegsgefangen häftling
inhaftiert festgehalten geisel verdächtig flüchtling geflüchtet vertrieben binnenvertrieben rückkehrer
migrant bewohner einwohner bürger zivilist zivilperson staatsangehörig staatsbürger dorfbewohner familie
familienangehörig familienmitglied haushalt verwandt ehefrau ehemann ehemänner witwe mutter mütter vater
väter elternteil eltern sohn söhne tochter töchter bruder brüder schwester waise opfer tot todesopfer leiche
leichnam märtyrer verletzt verwundet überlebend vermisst freiwillig aktivist vermittler unterhändler gesandt
vertreter scheich imam priester ausländer passagier leute is isis daesch daesh islamisch staat organisation
gruppe fraktion sdf ypg ypj pkk regime armee kraft kräfte koalition syrer syrerin syrisch iraker irakisch
kurde kurdisch araber arabisch türke türk türkisch iraner iranisch libanese libanesisch jordanier
palästinenser palästinensisch jeside jesidin jesidisch assyrer assyrisch christ christlich alawit druse
schiit schiitisch sunnit sunnitisch muslim muslimisch turkmene armenier armenisch saudi tunesier tunesisch
ägypter marokkaner libyer algerier jemenit somalier afghane afghanisch pakistaner usbeke tschetschene
tschetschenisch russe russisch ukrainer französisch franzose brite britisch engländer deutsch niederländer
niederländisch belgier belgisch schwede schwedisch däne italiener italienisch spanier spanisch schweizer
österreicher amerikaner amerikanisch kanadier europäer europäisch chinese uigure uigurisch bosnier albaner
georgier israeli ausländisch lokal örtlich bewaffnet mutmaßlich gefangengenommen entführt verschleppt
festgenommen verhaftet freigelassen freigekommen befreit ausgetauscht evakuiert überstellt krank getötet
gefallen angeklagt verurteilt gesucht weiblich männlich jung alt ehemalig privat zivil militärisch
medizinisch letzt verblieben übrig getrennt verschieden westlich identifiziert bestätigt eingeschlossen
fahrzeug auto wagen lastwagen lkw lastkraftwagen laster bus busse pickup panzer humvee krankenwagen
transporter taxi motorrad motorräder fahrrad fahrräder traktor flugzeug hubschrauber drohne boot schiff
konvoi gewehr waffe rakete granate mine bombe luftangriff angriff gefecht explosion haus häuser wohnung
gebäude dorf dörfer stadt städte schule krankenhaus krankenhäuser moschee kirche lager zelt gefängnis
kontrollpunkt stellung ort fabrik brücke straße brunnen feld sekunde minute stunde tag nacht nächte woche
monat jahr kilometer meter meile hektar quadratkilometer tonne kilogramm kilo gramm liter fass fässer kiste
sack säcke gold silber bargeld lebensmittel öl weizen munition abkommen vereinbarung waffenruhe
waffenstillstand austausch freilassung operation etappe phase anlass treffen verhandlung runde fall fälle
vorfall vorfälle ereignis bericht video foto dokument name liste brief forderung frühere demokratisch
vereint einheit
"""

_100 = "(?:U&T|T|E|U)"
_1000 = f"(?:[UE]?H(?:&?{_100})?|{_100})"
_K = f"(?:(?:{_1000}|N|F)?K)"
_M = f"(?:(?:{_1000}|N|F)M)"
_REST = f"(?:&?(?:{_1000}|N))?"

LANGUAGE = Language(
    [*_NUMBERS, *phrase_rows(PHRASES)],
    re.compile(f"{_M}(?:&?{_K})?{_REST}|{_K}{_REST}|{_1000}|N|0|(?:{_100}|N)?Z|Q[KMZ]"),
    re.compile(".*(?:zwanzig|[rßsfnb]zig|dreissig|hundert|tausend|million|milliard|dutzend|zehn)"),
    split_joined(_JOINED),
    counted=COUNTED,
    endings="e|en|er|ern|es|em|s|n|in|innen|nen",
    has_ordinal_point=True,
)
