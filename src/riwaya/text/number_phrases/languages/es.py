"""Lists the Spanish words of number phrases."""

from __future__ import annotations

import re

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
    6: "media docena",
    10: "decena",
    12: "docena",
    15: "quincena",
    18: "docena y media",
    20: "veintena",
    30: "treintena",
    40: "cuarentena",
    50: "cincuentena; medio centenar",
    100: "centenar|centena",
    500: "medio millar",
    1_000: "millar",
}
_MANY = {
    ("tens", 10): "decenas",
    ("dozens", 12): "docenas",
    ("hundreds", 100): "centenares|centenas",
    ("thousands", 1_000): "millares",
}

_NUMBERS: list[Row] = [
    (number("0", 0), "cero"),
    *number_rows("U", 1, 1, "un|uno|una dos tres cuatro cinco seis siete ocho nueve"),
    *number_rows("E", 10, 1, "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"),
    *number_rows("T", 20, 10, "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    *number_rows("E", 21, 1, "veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro veinticinco"),
    *number_rows("E", 26, 1, "veintiséis veintisiete veintiocho veintinueve"),
    *number_rows("H", 100, 100, "cien|ciento doscientos|doscientas trescientos|trescientas"),
    *number_rows("H", 400, 100, "cuatrocientos|cuatrocientas quinientos|quinientas seiscientos|seiscientas"),
    *number_rows("H", 700, 100, "setecientos|setecientas ochocientos|ochocientas novecientos|novecientas"),
    (number("K", 1_000), "mil"),
    (number("M", 1_000_000), "millón|millones"),
    *(
        (Tag("round", "", "C", amount), "; ".join(f"un|una|el|la| {noun}" for noun in nouns.split("; ")))
        for amount, nouns in _ROUND.items()
    ),
    *((Tag("rounds", text, "Z", amount), nouns) for (text, amount), nouns in _MANY.items()),
    *fraction_rows("G", half="medio", quarter="un cuarto", three_quarters="tres cuartos"),
    *fraction_rows("Q", quarter="un cuarto de", three_quarters="tres cuartos de"),
]

PHRASES = [
    ("before", "more_than", "más de; por encima de; supera|superan"),
    ("before", "more_than", "superaron|superando; superior|superiores a"),
    ("anywhere", "at_least", "al menos; por lo menos; como mínimo; cuando menos; o más; mínimo"),
    ("before", "at_least", "no menos de; un| mínimo de"),
    ("after", "more_than", "y pico; y tantos|tantas"),
    ("before", "fewer_than", "menos de; por debajo de; inferior|inferiores a"),
    ("before", "up_to", "hasta; no más de; un| máximo de"),
    ("anywhere", "up_to", "como máximo|mucho; a lo sumo; máximo|máx.; o menos"),
    ("before", "about", "cerca|alrededor de; casi; en torno a; próximo|próximos a"),
    ("some", "", "unos|unas"),
    ("anywhere", "about", "aproximadamente; más o menos; aprox|aprox."),
    ("amount", "tens", "varias|unas|algunas decenas"),
    ("amount", "dozens", "varias|unas|algunas docenas"),
    ("amount", "hundreds", "cientos; varios|unos|algunos cientos|centenares"),
    ("amount", "thousands", "miles; varios|unos|algunos miles|millares"),
    ("amount", "many", "muchos|muchas|numerosos|numerosas; un| gran número|cantidad; una gran cantidad"),
    ("amount", "some", "varios|varias|algunos|algunas|ciertos; unos cuantos; cierto número; un número de"),
    ("amount", "few", "un puñado; muy pocos|pocas; un| pequeño|reducido número"),
    ("amount", "same_number", "el|un| mismo número"),
    ("amount", "same_number", "un| número igual|idéntico|similar|equivalente; otros tantos"),
    ("between", "", "entre"),
    ("from", "", "de"),
    ("and", "", "y|e"),
    ("to", "", "a"),
    ("or", "", "o|u"),
    ("article", "", "el|la|los|las"),
    ("part", "", "de los|las"),
    ("preposition", "", "en|con|para"),
    ("particle", "", "del|que|quienes|contra"),
    ("neutral", "", "todos|todas|otros|otras|sus|estos|estas|esos|total"),
    ("neutral", "", "un| total de; en total; solo|sólo|exactamente"),
    ("skip", "", "hasta ahora|hoy; hasta la fecha; hasta el momento"),
    ("ordinal", "", "primer|primero|primera|segundo|segunda|tercer"),
    ("ordinal", "", "tercero|tercera|cuarto|cuarta|quinto|décimo"),
    ("unreadable", "", "apenas|escasos|escasas|largos|largas|no|ni|sin|salvo|excepto|menos|más"),
    ("unreadable", "", "ningún|ninguno|ninguna|mitad|media|tercio"),
    ("unreadable", "", "tercios|doble|triple|veces|vez|cada; por ciento"),
    ("unreadable", "", "porcentaje|euros|dólares|quizás|quizá"),
    ("unreadable", "", "probablemente|aparentemente; tal vez; par|pocos"),
    ("unreadable", "", "pocas|mayoría|parte|ambos|ambas|por|promedio"),
    ("unreadable", "", "mejor|peor|apariencia|estimación|estimaciones|cálculo|cálculos"),
    ("unreadable", "", "principio|teoría|tasa; con|y otros|otras"),
    ("unreadable", "", "al día|mes|año|minuto|kilo; a la semana|hora; la pieza; junto con|a"),
    ("unreadable", "", "diario|diarios|diaria|diarias|diariamente|semanal|semanales|mensual|mensuales|anual"),
    ("unreadable", "", "números redondos; duda|dudas"),
]

# What is counted, and what describes it; a dataset names its own beside these.
COUNTED = """
persona individuo hombre mujer niño niña bebé menor joven jóvenes adolescente adulto anciano estudiante
alumno alumna escolar maestro profesor médico enfermero enfermera periodista trabajador trabajadora obrero
empleado campesino conductor piloto pescador comerciante abogado ingeniero juez jueces responsable oficial
guardia policía huelguista manifestante soldado militar tropa combatiente miliciano rebelde insurgente
yihadista terrorista extremista atacante agente espía recluta comandante jefe líder emir miembro elemento
partidario simpatizante desertor mercenario preso presa prisionero prisionera detenido detenida cautivo
cautiva rehén rehenes sospechoso refugiado desplazado migrante habitante residente ciudadano civil nacional
vecino familia hogar familiar pariente esposa esposo marido viuda madre padre hijo hija hermano hermana
huérfano víctima muerto muerta muerte herido cuerpo cadáver mártir superviviente desaparecido voluntario
activista mediador intermediario negociador delegado representante jeque notable imán extranjero extranjera
occidental otro otra pasajero gente ei isis dáesh daesh estado islámico organización grupo facción fds ypg
ypj pkk régimen ejército fuerza coalición sirio siria iraquí kurdo kurda árabe turco turca iraní libanés
libaneses jordano palestino palestina yazidí asirio cristiano cristiana alauí druso chií suní musulmán
musulmana turcomano armenio saudí tunecino egipcio marroquí libio argelino yemení afgano paquistaní uzbeko
checheno ruso rusa ucraniano francés francesa británico británica inglés alemán alemana neerlandés belga
sueco italiano italiana español española portugués estadounidense canadiense australiano europeo europea
chino uigur africano local armado presunto presunta capturado secuestrado secuestrada arrestado encarcelado
liberado liberada canjeado evacuado evacuada trasladado retenido enfermo acusado condenado buscado antiguo
privado último última restante separado distinto identificado confirmado vehículo coche camión camiones
autobús autobuses tanque blindado ambulancia furgoneta camioneta taxi moto bicicleta tractor avión aviones
helicóptero dron barco convoy fusil arma cohete misil mina bomba granada bombardeo ataque combate explosión
casa vivienda edificio pueblo aldea ciudad barrio escuela hospital mezquita iglesia campamento campo tienda
prisión puesto posición base granja fábrica puente carretera pozo segundos minuto hora día noche semana mes
año kilómetro metro milla hectárea cuadrado tonelada kilogramo kilo gramo litro barril caja saco oro plata
comida ayuda petróleo combustible trigo munición acuerdo tregua intercambio canje liberación operación
operaciones etapa fase ocasión ocasiones reunión reuniones negociación sesión caso incidente suceso informe
vídeo video foto documento nacionalidad nombre lista carta musulmanes alemanes franceses ingleses
portugueses alauíes prisiones posiciones explosiones sesiones negociaciones organizaciones facciones
coaliciones democrático democrática jihadista
"""

_100 = "(?:T(?:&U)?|E|U)"
_1000 = f"(?:H(?:{_100})?|{_100})"
_K = f"(?:(?:{_1000}|N|F)?K)"
_M = f"(?:(?:{_1000}|N|F)M)"
_REST = f"(?:{_1000}|N)?"

LANGUAGE = Language(
    [*_NUMBERS, *phrase_rows(PHRASES)],
    re.compile(f"{_M}{_K}?{_REST}|{_K}{_REST}|{_M}&G|[GQ]M|{_1000}|N|0|C|(?:{_100}|N)Z"),
    re.compile(
        "veint|treint|cuarent|cincuent|sesent|setent|ochent|novent|cient|quinient|mill[oó]n|docen|decen"
    ),
    counted=COUNTED,
    endings="(?:e?s)?",
    thousands=". \u00a0\u2009\u202f",
)
