"""Lists the Turkish words of number phrases."""

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
    split_joined,
)

_UNITS = "bir iki üç dört|dörd beş altı yedi sekiz dokuz"
_TENS = "on yirmi otuz kırk elli altmış yetmiş seksen doksan"

_NUMBERS: list[Row] = [
    (number("0", 0), "sıfır"),
    *number_rows("U", 1, 1, _UNITS),
    *number_rows("T", 10, 10, _TENS),
    (number("Z", 12), "düzine"),
    (number("H", 100), "yüz"),
    (number("K", 1_000), "bin"),
    (number("M", 1_000_000), "milyon"),
    *fraction_rows("Q", half="yarım", quarter="çeyrek"),
    *fraction_rows("G", half="buçuk"),
]
_JOINED = " ".join((_UNITS, _TENS, "yüz bin milyon")).replace("|", " ").split()

# The endings of cases, in all their vowels.
_FROM = "den|dan|ten|tan"
_TO = "e|a|ye|ya"
_OBJECT = "i|ı|u|ü|yi|yı|yu|yü|si|sı|ni|nı|nu|nü|sini|sını"
_OF = "in|ın|un|ün|nin|nın|nun|nün"
_AT = "de|da|te|ta"
_ENDINGS = f"{_FROM}|{_TO}|{_OBJECT}|{_OF}|{_AT}"

PHRASES = [
    ("after", "more_than", f"{_FROM} fazla|çok; {_FROM} daha fazla|çok; {_FROM} fazlası; {_FROM} fazlasını"),
    ("after", "more_than", f"{_OBJECT} aşkın|aşan|geçen|geçkin; {_OBJECT} aşkın sayıda; küsur"),
    ("after", "more_than", f"{_OF} üzerinde|üstünde; {_OF} çok üzerinde"),
    ("anywhere", "at_least", "en az; en azından; asgari; minimum; veya|ya|yada daha fazla; ve üzeri|üstü"),
    ("after", "at_least", f"{_FROM} az olmamak üzere; {_FROM} az olmayan"),
    ("after", "fewer_than", f"{_FROM} az|eksik; {_FROM} daha az; {_OF} altında; {_FROM} azı"),
    ("anywhere", "up_to", "en fazla; en çok; azami; maksimum"),
    ("after", "up_to", f"{_TO} kadar; {_TO} varan|ulaşan; {_FROM} fazla olmayan; {_OBJECT} aşmayan|geçmeyen"),
    ("before", "about", "kabaca|yaklaşık|takriben|tahminen|tahmini; yaklaşık olarak"),
    ("before", "about", "aşağı yukarı; neredeyse; hemen hemen"),
    ("after", "about", f"{_TO} yakın|yakını|yakınını; kadar|kadarı"),
    ("after", "about", f"kadarını; dolayında|dolaylarında; sularında|raddesinde; {_TO} yaklaşan"),
    ("weak", "about", "civarı|civarında|civarındaki|civarını"),
    ("amount", "tens", "onlarca|onlarcası"),
    ("amount", "dozens", "düzinelerce; birkaç düzine"),
    ("amount", "hundreds", "yüzlerce|yüzlercesi; birkaç yüz"),
    ("amount", "thousands", "binlerce|binlercesi; birkaç bin"),
    ("amount", "many", "çok|fazla sayıda; pek çok; pekçok|birçok; bir çok; çok sayıdaki"),
    ("amount", "some", "birkaç|bazı|kimi; bir kaç; bir kısım; bir grup; bir miktar; bir dizi"),
    ("amount", "few", "az sayıda; bir avuç; çok az; çok az sayıda; az sayıdaki"),
    ("amount", "same_number", "aynı sayıda|sayıdaki|miktarda; eşit|benzer|eş sayıda; bir o kadar; o kadar"),
    ("and", "", "ve"),
    ("to", "", "ila|ilâ|ile"),
    ("or", "", "veya|yahut|yada; ya da"),
    ("neutral", "", "toplam|toplamda|tam|sadece|yalnızca|tüm|bütün"),
    ("neutral", "", "bu|diğer|başka|karşılıklı|olarak|kişilik|adet"),
    ("neutral", "", "arası|arasında|arasındaki; bir grup olarak"),
    ("ordinal", "", "birinci|ikinci|üçüncü|dördüncü|beşinci|altıncı"),
    ("ordinal", "", "yedinci|sekizinci|dokuzuncu|onuncu|ilk|son"),
    ("skip", "", "şu ana kadar; bugüne kadar; şimdiye kadar"),
    ("unreadable", "", "onbinlerce|yüzbinlerce|yüzde|yarısı|üçte|dörtte|ikide|kat|katı|kez|kere|defa"),
    ("unreadable", "", "yok|değil|hariç|dışında|olmayan|hiç|hiçbir|her|eksi|artı|milyar|lira|dolar|avro"),
    ("unreadable", "", "belki|muhtemelen|herhalde|ancak|zar|az|fazla|euro"),
    ("unreadable", "", "çok|aşkın|yakın|altında|üzerinde|üstünde|daha"),
    ("unreadable", "", "günde|günlük|saatte|haftada|haftalık|ayda|aylık|yılda|yıllık|başına"),
    ("unreadable", "", "başı|gecede|dakikada|ortalama|oranında|oranla|güya|iddiaya"),
    ("unreadable", "", "fazlası|azı|yakını|aşan|ulaşan|kişiden|çift|çifti|kaç|tanesi|şer|er"),
]
_ROWS: list[Row] = [
    *_NUMBERS,
    *phrase_rows(PHRASES),
    (Tag("ending"), f"{_FROM}|{_TO}|{_AT}"),
    (Tag("ending", "final"), f"{_OBJECT}|{_OF}"),
]

# What is counted, and what describes it; a dataset names its own beside these.
COUNTED = """
kişi kiş insan birey adam erkek erkeğ kadın çocuk çocuğ kız oğlan bebek bebeğ genç genc yaşlı öğrenci
öğretmen doktor gazeteci işçi memur çiftçi şoför pilot balıkçı tüccar avukat hakim yetkili subay muhafız
polis grevci gösterici asker birlik birliğ savaşçı militan milis isyancı cihatçı cihadist terörist saldırgan
ajan casus komutan lider emir üye eleman mensup mensub unsur taraftar destekçi firari esir tutsak tutsağ
tutuklu mahkum mahkûm mahpus rehine şüpheli mülteci sığınmacı göçmen sakin vatandaş yurttaş sivil köylü aile
akraba eş karı koca dul anne baba oğul kardeş yetim kurban ölü ceset cesed cenaze şehit şehid yaralı kayıp
gönüllü aktivist arabulucu aracı müzakereci temsilci şeyh imam yabancı batılı yolcu daeş deaş daiş işid ışid
isid islam devlet örgüt grup grub sdg ypg ypj pkk rejim ordu kuvvet güç koalisyon suriyeli suriye ıraklı
irak kürt kürd arap arab türk iranlı lübnanlı ürdünlü filistinli ezidi yezidi süryani hristiyan hıristiyan
alevi dürzi şii sünni müslüman türkmen ermeni suudi tunuslu mısırlı faslı libyalı cezayirli yemenli afgan
pakistanlı özbek çeçen rus ukraynalı fransız ingiliz britanyalı alman hollandalı belçikalı isveçli italyan
ispanyol avusturyalı amerikalı amerikan abd kanadalı avustralyalı avrupalı çinli uygur kazak boşnak arnavut
gürcü israilli yerel silahlı zanlı kaçırılan yakalanan tutuklanan hasta öldürülen ölen kalan eski özel
askeri ayrı farklı araç arac araba otomobil kamyon kamyonet tır otobüs minibüs tank zırhlı ambulans pikap
motosiklet bisiklet traktör uçak uçağ helikopter tekne gemi konvoy tüfek tüfeğ silah roket füze mermi mayın
bomba saldırı çatışma patlama ev konut köy kasaba şehir şehr mahalle okul hastane cami kilise kamp çadır
hapishane cezaevi mevzi nokta üs fabrika köprü yol kuyu tarla saniye dakika saat gün gece hafta ay yıl sene
kilometre metre kare hektar dönüm ton kilogram kilo gram litre varil kutu çuval altın gümüş gıda yardım
petrol yakıt buğday mühimmat anlaşma ateşkes operasyon aşama görüşme toplantı vaka olay rapor video belge
uyruk uyruğ isim liste ayın aylar evi evler eve demokratik
"""

_100 = "(?:TU?|U)"
_1000 = f"(?:U?H{_100}?|{_100})"
_K = f"(?:(?:{_1000}|N|F)?K)"
_M = f"(?:(?:{_1000}|N|F)M)"
_REST = f"(?:{_1000}|N)?"

LANGUAGE = Language(
    _ROWS,
    re.compile(f"{_M}{_K}?{_REST}|{_K}{_REST}|{_1000}|N|0|(?:{_100}|N)?Z|(?:(?:{_1000}|N)G|Q)[KMZ]"),
    re.compile("yüz|yirmi|otuz|elli|altmiş|yetmiş|seksen|doksan|milyon|binler|onlar"),
    split_joined(_JOINED, _ENDINGS),
    counted=COUNTED,
    # Without the endings of place: "200 militandan" may be a part of them.
    endings="(?:'?(?:l[ae]r|s?[iuü]|l[iuü]|n?[iuü]n|[yn]?[iuü]|[yn]?[ae]|y?l[ae]|ki|m[iuü]z)){0,4}",
    has_ordinal_point=True,
)
