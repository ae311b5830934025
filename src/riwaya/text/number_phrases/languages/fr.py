"""Lists the French words of number phrases."""

from __future__ import annotations

import re
from collections.abc import Collection

from riwaya.text.number_phrases.lexicon import (
    Language,
    Row,
    Tag,
    fraction_rows,
    number,
    number_rows,
    phrase_rows,
)

_ROUND = {
    10: "dizaine",
    12: "douzaine",
    15: "quinzaine",
    20: "vingtaine",
    30: "trentaine",
    40: "quarantaine",
    50: "cinquantaine",
    60: "soixantaine",
    100: "centaine",
    1_000: "millier",
}
_HALVED = {10: "tens", 12: "dozens", 100: "hundreds", 1_000: "thousands"}
"""The round numbers that are halved and multiplied, and the amount of many of each."""

_NUMBERS: list[Row] = [
    (number("0", 0), "zéro"),
    *number_rows("U", 1, 1, "un|une deux trois quatre cinq six sept huit neuf"),
    *number_rows("E", 10, 1, "dix onze douze treize quatorze quinze seize"),
    *((number("E", 10 + unit), f"dix -| {word}") for unit, word in ((7, "sept"), (8, "huit"), (9, "neuf"))),
    *number_rows("T", 20, 10, "vingt trente quarante cinquante"),
    (number("S", 60), "soixante"),
    (number("T", 70), "septante"),
    (number("T", 80), "huitante|octante"),
    (number("S", 80), "quatre -| vingt|vingts"),
    (number("T", 90), "nonante"),
    (number("H", 100), "cent|cents"),
    (number("K", 1_000), "mille"),
    (number("M", 1_000_000), "million|millions"),
    *((Tag("round", "", "C", amount), f"un|une|la|le {noun}") for amount, noun in _ROUND.items()),
    *((Tag("round", "", "C", amount // 2), f"un|une|la|le| demi -| {_ROUND[amount]}") for amount in _HALVED),
    *((Tag("rounds", text, "Z", amount), f"{_ROUND[amount]}s") for amount, text in _HALVED.items()),
    *fraction_rows("Q", half="un|une|le|la demi|demie -|", quarter="un|le quart de|d"),
    *fraction_rows("Q", three_quarters="trois|les quarts de|d; les trois quarts de|d"),
    *fraction_rows("G", half="demi|demie -|", quarter="un quart"),
]

PHRASES = [
    ("before", "more_than", "plus de|d; davantage de|que; au delà de; au - delà de; supérieur|supérieure à"),
    ("before", "more_than", "dépasse|dépassent|dépassant|dépassé|excède|excédant"),
    ("anywhere", "at_least", "au moins; au minimum; au bas mot; minimum; ou plus; ou davantage; et plus"),
    ("before", "at_least", "pas moins de|d; un| minimum de"),
    ("after", "more_than", "et quelques"),
    ("before", "fewer_than", "moins de|d; inférieur|inférieure à"),
    ("before", "up_to", "jusqu à|a; pas plus de|d; un| maximum de; ne dépasse|dépassant|dépassent pas"),
    ("anywhere", "up_to", "au plus; tout au plus; au maximum; maximum|max.; ou moins"),
    ("anywhere", "about", "environ; à|a peu près; plus ou moins; approximativement; grosso modo"),
    ("before", "about", "près de|d; autour de|d; aux alentours de|d; de l ordre de|d; presque; avoisinant"),
    ("before", "about", "quelque|vers|env.|ca.; estimé|estimés|estimées|évalué|évalués|évaluées à"),
    ("some", "", "quelques"),
    ("amount", "tens", "des|plusieurs|quelques dizaines"),
    ("amount", "dozens", "des|plusieurs|quelques douzaines"),
    ("amount", "hundreds", "des centaines; plusieurs|quelques centaines|cents"),
    ("amount", "thousands", "des milliers; plusieurs|quelques milliers|mille"),
    ("amount", "many", "de| nombreux|nombreuses; beaucoup de|d; un| grand nombre; bon nombre; quantité de"),
    ("amount", "some", "plusieurs; certains|certaines; un| certain nombre; un nombre de"),
    ("amount", "few", "une| poignée; un| petit|faible nombre; très peu de|d; un nombre limité|restreint"),
    ("amount", "same_number", "le|un| même nombre"),
    ("amount", "same_number", "un| nombre identique|égal|équivalent|similaire|comparable"),
    ("amount", "same_number", "autant de|d|; tout autant de|d|"),
    ("between", "", "entre"),
    ("from", "", "de"),
    ("and", "", "et"),
    ("to", "", "à"),
    ("or", "", "ou"),
    ("article", "", "le|la|les|l"),
    ("part", "definite", "des"),
    ("part", "", "sur les"),
    ("part", "bare", "sur"),
    ("neutral", "", "ces|ses|leurs|nos|tous|toutes; au|un| total; un| total de; en tout; au total de"),
    ("neutral", "", "seulement|exactement|précisément|autres"),
    ("preposition", "", "avec|pour|dont|aux"),
    ("particle", "", "d|parmi|en|dans|au|du|que|qui|contre|chez; ainsi que"),
    ("skip", "", "à ce jour; jusqu à|a présent|maintenant; jusqu ici"),
    ("ordinal", "", "premier|première|premiers|premières|deuxième|second|seconde|troisième|quatrième"),
    ("ordinal", "", "cinquième|sixième|septième|huitième|neuvième|dixième|vingtième|centième"),
    ("unreadable", "", "à|a peine; ne|n|ni|pas|non|sans|sauf|aucun|aucune|hormis|excepté|moins|plus"),
    ("unreadable", "", "moitié|tiers|quart|quarts|double|triple|fois|chacun|chacune|chaque"),
    ("unreadable", "", "pour cent; pourcent|pourcents|pourcentage"),
    ("unreadable", "", "milliard|milliards|euros|euro|dollar|dollars"),
    ("unreadable", "", "peut - être; peut être; sans doute; probablement|vraisemblablement|apparemment"),
    ("unreadable", "", "couple|paire|peu|majorité|plupart|partie"),
    ("unreadable", "", "l un l autre; les deux parties|camps; centaine|dizaine|vingtaine|quinzaine|millier"),
    ("unreadable", "", "bonne|petite|combien|par|moyenne|gros|raison|principe|théorie|taux"),
    ("unreadable", "", "meilleur|pire|apparence|suppose|supposé|supposés|estimation|estimations|jugé|pif"),
    ("unreadable", "", "au mieux|pire|pis|jour|mois|kilo|mètre; l heure|an|unité; la semaine|journée|pièce"),
    ("unreadable", "", "quotidien|quotidienne|quotidiens|quotidiennement|journalier|mensuel|annuel"),
    ("unreadable", "", "hebdomadaire|hebdomadaires|mensuels|annuels; avec|et d autres; avec les| autres"),
    ("unreadable", "", "de trop; chiffres ronds"),
]

# What is counted, and what describes it; a dataset names its own beside these.
COUNTED = """
personne individu homme femme enfant garçon fille bébé mineur mineure jeune adolescent adulte vieillard
étudiant élève écolier écolière lycéen lycéenne professeur enseignant médecin infirmier infirmière
journaliste ouvrier ouvrière travailleur employé paysan chauffeur pilote pêcheur commerçant avocat ingénieur
juge responsable officier garde policier gréviste manifestant soldat militaire troupe combattant milicien
rebelle insurgé djihadiste jihadiste terroriste extrémiste assaillant kamikaze agent espion recrue cadre
commandant chef dirigeant émir membre élément partisan sympathisant transfuge déserteur mercenaire
prisonnier prisonnière détenu captif captive otage suspect réfugié déplacé migrant habitant résident citoyen
civil ressortissant villageois famille foyer proche parent épouse époux mari veuve mère père fils frère sœur
soeur cousin orphelin victime mort décès blessé tué corps cadavre dépouille martyr survivant disparu
volontaire militant activiste médiateur intermédiaire négociateur délégué émissaire représentant cheikh
notable imam prêtre étranger étrangère occidental occidentaux autre passager ei daech daesh daechiste isis
état islamique organisation groupe faction fds ypg ypj pkk régime armée force coalition syrien syrienne
irakien irakienne kurde arabe turc turque iranien iranienne libanais libanaise jordanien palestinien
palestinienne yézidi yazidi assyrien chrétien chrétienne alaouite druze chiite sunnite musulman musulmane
turkmène arménien saoudien tunisien tunisienne égyptien marocain marocaine libyen algérien yéménite
soudanais somalien afghan pakistanais indien ouzbek tchétchène russe ukrainien français française
britannique anglais allemand allemande néerlandais belge suédois suédoise danois norvégien finlandais
italien italienne espagnol espagnole portugais suisse autrichien américain américaine canadien australien
européen européenne chinois ouïghour kazakh bosnien kosovar albanais géorgien israélien africain asiatique
local locale locaux armé présumé capturé enlevé kidnappé arrêté emprisonné libéré relâché échangé évacué
transféré retenu malade accusé condamné recherché ancien ancienne privé dernier dernière restant séparé
différent identifié confirmé véhicule voiture camion autobus bus autocar car char blindé ambulance
camionnette citerne taxi moto vélo tracteur avion hélicoptère drone bateau navire convoi fusil arme roquette
missile obus mine bombe grenade frappe raid attaque combat explosion maison logement bâtiment immeuble
village ville quartier école hôpital hôpitaux mosquée église camp tente prison poste position site base
ferme magasin usine pont route puits champ minute heure jour nuit semaine mois an année kilomètre mètre
hectare carré tonne kilogramme kilo gramme litre baril caisse sac or argent nourriture aide pétrole
carburant blé munition accord trêve échange libération opération étape phase occasion réunion négociation
session cas incident événement rapport déclaration vidéo photo document nationalité nom liste lettre demande
démocratique démocratie secondes
"""

# Hyphens stand between all parts of a number, or only below a hundred: "deux-cent-trente-et-un".
_AND = "(?:-?&-?|-)?"
_100 = f"(?:T(?:{_AND}U)?|S(?:{_AND}[UE])?|E|U)"
_1000 = f"(?:(?:U-?)?H(?:{_AND}{_100})?|{_100})"
_K = f"(?:(?:(?:{_1000}|N|F)-?)?K)"
_M = f"(?:(?:{_1000}|N|F)-?M)"
_REST = f"(?:{_AND}(?:{_1000}|N))?"


def _split_elision(word: str, vocabulary: Collection[str]) -> list[str]:
    """The words that an apostrophe joins: "jusqu'à", "plus d'une"."""
    return word.split("'")


LANGUAGE = Language(
    [*_NUMBERS, *phrase_rows(PHRASES)],
    re.compile(f"{_M}(?:-?{_K})?{_REST}|{_K}{_REST}|{_M}&G|[GQ]-?M|{_1000}|N|0|C|(?:{_100}|N)Z"),
    re.compile("vingt|trent|quarant|cinquant|soixant|cent(?!r|ur)|mill|quinz|dizain|douz"),
    _split_elision,
    counted=COUNTED,
    endings="(?:e?s?)",
    thousands=". \u00a0\u2009\u202f",
)
