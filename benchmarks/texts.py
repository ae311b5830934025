"""Holds the texts of the synthetic packages: invented sentences about nobody, in Arabic and English.

Clauses of a statement are pairs (Arabic, English); every choice of them is a sentence.
"""

from typing import NamedTuple


class Noun(NamedTuple):
    """Who is counted, in the forms that Arabic numbers require."""

    category: str
    many: str
    """After 11 to 99."""
    hundreds: str
    few: str
    """After 3 to 10."""
    two: str
    definite: str
    en: str


class Phrase(NamedTuple):
    """Number phrases of one form.

    {n} is the number, {m} the end of a range that starts with it, {i} the number in Arabic-Indic digits;
    {noun} is in the form that the number requires.
    """

    qualifier: str
    lowest: int
    """0 in a phrase without a number."""
    highest: int
    ar: str
    en: str
    language: str = "ar"
    """That of the original."""


CLAUSES = {
    "where": (
        ("قرب", "near"),
        ("شمال", "north of"),
        ("جنوب", "south of"),
        ("شرق", "east of"),
        ("غرب", "west of"),
        ("على أطراف", "on the outskirts of"),
        ("عند مدخل", "at the entrance to"),
        ("على الطريق إلى", "on the road to"),
    ),
    "held": (
        ("ممن احتُجزوا قبل أشهر", "held for months"),
        ("ممن وقعوا في الأسر قبل أسابيع", "captured weeks earlier"),
        ("ممن أُوقفوا عند حواجز", "detained at checkpoints"),
        ("من الجانبين", "from both sides"),
        ("من أبناء المنطقة", "from the area"),
        ("ممن لم تُعرف هوياتهم", "whose identities are not known"),
        ("ممن ظل مصيرهم مجهولاً", "whose fate had been unknown"),
        ("ممن نُقلوا من مكان إلى آخر", "moved from place to place"),
    ),
    "when": (
        ("فجراً", "at dawn"),
        ("صباحاً", "in the morning"),
        ("ظهراً", "at noon"),
        ("بعد الظهر", "in the afternoon"),
        ("عند الغروب", "at sunset"),
        ("مساءً", "in the evening"),
        ("ليلاً", "at night"),
        ("قبيل منتصف الليل", "shortly before midnight"),
    ),
    "mediation": (
        ("بعد وساطة من وجهاء المنطقة", "after notables of the area mediated"),
        ("بمسعى من شيوخ عشائر", "through the efforts of tribal elders"),
        ("بعد مفاوضات دامت أسابيع", "after weeks of negotiations"),
        ("بإشراف لجنة محلية", "overseen by a local committee"),
        ("بحضور فريق طبي", "in the presence of a medical team"),
        ("بوساطة منظمة إغاثية", "through a relief organisation"),
        ("بعد لقاءات في بلدة مجاورة", "after meetings in a neighbouring town"),
        ("بطلب من عائلات المحتجزين", "at the request of the families of those held"),
        ("بموجب اتفاق غير مكتوب", "under an unwritten agreement"),
        ("بعد اتصالات بين ممثلي الطرفين", "after contacts between representatives of the two sides"),
    ),
    "circumstance": (
        ("مع وقف مؤقت لإطلاق النار", "with a temporary ceasefire"),
        ("مع إغلاق الطرق القريبة", "with nearby roads closed"),
        ("على دفعتين", "in two groups"),
        ("في قافلة من الحافلات", "in a convoy of buses"),
        ("من دون حضور الصحافة", "with no press present"),
        ("بحراسة من الطرفين", "guarded by both sides"),
        ("بعد تأخر دام ساعات", "after a delay of some hours"),
        ("مع تسليم قوائم بالأسماء", "with lists of names handed over"),
        ("مع السماح بحضور العائلات", "with families allowed to attend"),
        ("مع تقديم إسعافات أولية", "with first aid given"),
    ),
    "reaction": (
        ("وإن الطرفين لم يعلنا ذلك", "and that neither side announced it"),
        ("وإن أحد الطرفين نفى علمه به", "and that one side denied knowledge of it"),
        ("وإن الأهالي رحبوا بعودة ذويهم", "and that residents welcomed the return of their relatives"),
        ("وإن محادثات أخرى ستتبعه", "and that further talks are to follow"),
        ("وإن العدد لم يُؤكَّد بعد", "and that the number has yet to be confirmed"),
        ("وإن بعض من شملهم نُقلوا إلى مشافٍ", "and that some of those in it were taken to hospitals"),
        ("وإن الاتفاق لم يُنفَّذ كاملاً", "and that the deal was not carried out in full"),
        ("وإن تفاصيله بقيت طي الكتمان", "and that its details were kept quiet"),
        ("وإن الطرفين تبادلا اللوم على التأخير", "and that the two sides blamed each other for the delay"),
        ("وإن الهدوء عاد بعده إلى المنطقة", "and that calm returned to the area afterwards"),
    ),
}
STATEMENT = (
    "يقول موقع خبر{outlet}{citing} إن تبادلاً بين جماعة خبر{one} وجماعة خبر{other} "
    "{where} القرية {village} شمل {count} من {nouns} {held}، "
    "وجرى {when} {mediation}، {circumstance}، {reaction}.",
    "Khabar{outlet} News says{citing} that an exchange between Khabar{one} Group and Khabar{other} Group "
    "{where} village {village} covered {count} {nouns} "
    "{held}, and took place {when} {mediation}, {circumstance}, {reaction}.",
)
CITING = (" نقلاً عن موقع خبر{origin}", ", citing Khabar{origin} News,")
UNCOUNTED = ("عدداً", "a number of")

NOUNS = (
    Noun("fighters", "مقاتلاً", "مقاتل", "مقاتلين", "مقاتلان", "المقاتلين", "fighters"),
    Noun("fighters", "عنصراً", "عنصر", "عناصر", "عنصران", "العناصر", "members"),
    Noun("persons", "شخصاً", "شخص", "أشخاص", "شخصان", "الأشخاص", "people"),
    Noun("persons", "أسيراً", "أسير", "أسرى", "أسيران", "الأسرى", "prisoners"),
    Noun("persons", "محتجزاً", "محتجز", "محتجزين", "محتجزان", "المحتجزين", "detainees"),
    Noun("civilians", "مدنياً", "مدني", "مدنيين", "مدنيان", "المدنيين", "civilians"),
)
PHRASES = (
    Phrase("exact", 11, 899, "{n} {noun}", "{n} {en}"),
    Phrase("exact", 11, 899, "{i} {noun}", "{n} {en}"),
    Phrase("exact", 3, 10, "{n} {noun}", "{n} {en}", "en"),
    Phrase("exact", 2, 2, "{two}", "two {en}"),
    Phrase("exact", 5, 5, "خمسة {noun}", "five {en}"),
    Phrase("exact", 12, 12, "اثنا عشر {noun}", "a dozen {en}", "en"),
    Phrase("exact", 38, 38, "ثمانية وثلاثون {noun}", "thirty-eight {en}"),
    Phrase("exact", 150, 150, "مئة وخمسون {noun}", "one hundred and fifty {en}"),
    Phrase("more_than", 11, 899, "أكثر من {n} {noun}", "more than {n} {en}"),
    Phrase("more_than", 11, 899, "ما يزيد على {i} {noun}", "over {n} {en}"),
    Phrase("more_than", 20, 20, "أكثر من عشرين {noun}", "more than twenty {en}"),
    Phrase("at_least", 11, 899, "ما لا يقل عن {n} {noun}", "at least {n} {en}"),
    Phrase("at_least", 11, 899, "{n} {noun} على الأقل", "no fewer than {n} {en}", "en"),
    Phrase("fewer_than", 11, 899, "أقل من {n} {noun}", "fewer than {n} {en}"),
    Phrase("about", 11, 899, "نحو {n} {noun}", "about {n} {en}"),
    Phrase("about", 11, 899, "قرابة {i} {noun}", "nearly {n} {en}"),
    Phrase("about", 24, 24, "قرابة 24 {noun}", "about two dozen {en}", "en"),
    Phrase("up_to", 11, 899, "حتى {n} {noun}", "up to {n} {en}"),
    Phrase("up_to", 11, 899, "{n} {noun} كحد أقصى", "as many as {n} {en}", "en"),
    Phrase("between", 11, 899, "بين {n} و{m} {noun}", "between {n} and {m} {en}"),
    Phrase("between", 11, 899, "من {n} إلى {m} {noun}", "{n} to {m} {en}"),
    Phrase("tens", 0, 0, "عشرات {definite}", "tens of {en}"),
    Phrase("dozens", 0, 0, "عشرات {definite}", "dozens of {en}", "en"),
    Phrase("hundreds", 0, 0, "مئات {definite}", "hundreds of {en}"),
    Phrase("many", 0, 0, "عدد كبير من {definite}", "a large number of {en}"),
    Phrase("some", 0, 0, "عدد من {definite}", "a number of {en}"),
)
