"""Lists the Arabic words of number phrases."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import product

from riwaya.text.number_phrases.lexicon import (
    DUAL_LETTERS,
    Language,
    Row,
    Tag,
    fraction_rows,
    number,
    phrase_rows,
)
from riwaya.text.number_phrases.spelling import plain

# -- Numbers: stems and the endings that gender, case and number put on them --------------------

_STEMS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
_HUNDREDS = ("مئ", "مائ")
_DUAL_TA = ("تان", "تين", "تا", "تي")
_SCALES = (("K", 1_000, "ألف", "آلاف", "thousands"), ("M", 1_000_000, "مليون", "ملايين", ""))

# Plural in -ون is written like the dual in the oblique case ("مدنيين": civilians, or two of them), so
# nouns with that plural count as two only in the nominative; the others in both cases.
_NOUNS_BROKEN_PLURAL = (
    "عنصر أسير شخص رجل طفل جندي قتيل جريح سجين ضابط قائد شاب "
    "جثمان باص طبيب عميل شهيد فرد رهين أجنبي يوم شهر أسبوع عام"
)
_NOUNS_SOUND_PLURAL = (
    "مقاتل مدني قيادي معتقل مختطف مخطوف محتجز مسلح عسكري شرطي موقوف مفقود مواطن صحفي صحافي إعلامي طيار سوري"
)
_NOUNS_IN_TA = (
    "امرأ جث سيار شاحن حافل طفل أسير معتقل سيد فتا رهين مدني "
    "مقاتل سجين عائل مختطف محتجز ممرض ناشط ساع دقيق سن صفق عملي"
)


def _numbers() -> list[Row]:
    """Arabic number words in every form of the tables above."""
    rows: list[Row] = [
        (number("0", 0), "صفر"),
        (number("O", 1), "واحد|واحدة"),
        (number("O", 2), "اثنان|اثنين|اثنتان|اثنتين|ثنتان|ثنتين"),
        (number("A", 1), "أحد|إحدى"),  # bound: 11, 21, 31, and "one of"
        (number("A", 2), "اثنا|اثني|اثنتا|اثنتي"),
        (number("X", 10), "عشر|عشرة"),
        (number("T", 20), "عشرون|عشرين"),
        (number("H", 100), "|".join(stem + "ة" for stem in _HUNDREDS)),
        (Tag("plural", "hundreds", "H", 100), "|".join(stem + "ات" for stem in _HUNDREDS)),
        (number("D", 200), "|".join(stem + end for stem in _HUNDREDS for end in _DUAL_TA)),
    ]
    for unit, stem in _STEMS.items():
        free = [stem, stem + "ية", stem + "ي"] if unit == 8 else [stem, stem + "ة"]
        bound = [stem, stem + "ي"] if unit == 8 else [stem]
        fused = "|".join(b + h + "ة" for b in bound for h in _HUNDREDS)
        rows += [
            (number("U", unit), "|".join(free)),
            (number("T", unit * 10), f"{stem}ون|{stem}ين"),
            (number("D", unit * 100), fused),
        ]
    for letter, size, one, many, qualifier in _SCALES:
        rows += [
            (number(letter, size), one),
            (number(DUAL_LETTERS[letter], size * 2), f"{one}ان|{one}ين|{one}ي"),
            (Tag("plural", qualifier, letter, size), many),
            (Tag("dual", "", letter, size), f"{one}ا"),
        ]
    pairs = [noun + end for noun in _NOUNS_BROKEN_PLURAL.split() for end in ("ان", "ين")]
    pairs += [noun + "ان" for noun in _NOUNS_SOUND_PLURAL.split()]
    pairs += [noun + end for noun in _NOUNS_IN_TA.split() for end in ("تان", "تين")]
    rows += [
        (number("Z", 12), "دزينة"),
        (Tag("plural", "dozens", "Z", 12), "دزينات"),
        (number("B", 24), "دزينتان|دزينتين"),
        *fraction_rows("G", half="نصف", quarter="ربع", three_quarters="ثلاثة|ثلاث أرباع"),
    ]
    return [*rows, (number("B", 2), "|".join(pairs))]


# -- Phrases ---------------------------------------------------------------------------------------

PHRASES = [
    ("before", "more_than", "أكثر|أزيد من; يزيد|تزيد|يزيدون|زاد|زادت|زادوا|يربو|تربو عن|على; فوق ال"),
    ("before", "more_than", "يتجاوز|تتجاوز|يتجاوزون|تجاوز|تجاوزت|تجاوزوا|يفوق|تفوق|فاق|فاقت"),
    ("before", "more_than", "تخطى|تخطت|يتخطى|تتخطى|تعدى|تعدت|يتعدى|تتعدى"),
    ("anywhere", "more_than", "و| نيف"),
    ("before", "at_least", "لا|لم يقل|تقل|يقلون عن|على; لا|ليس|ليست|ليسوا أقل من"),
    ("anywhere", "at_least", "على الأقل; على أقل تقدير; كأقل تقدير; كحد|بحد أدنى; أو أكثر; أو يزيد|يزيدون"),
    ("anywhere", "at_least", "فأكثر; فما فوق; و ما فوق; في الحد الأدنى; بالحد الأدنى"),
    ("before", "fewer_than", "أقل|أدنى من; يقل|تقل|يقلون عن; دون ال"),
    ("before", "fewer_than", "لم|لا يبلغ|تبلغ|يبلغوا|يبلغون; لم|لا يصل|تصل|يصلوا إلى"),
    ("before", "up_to", "لا|لم يزيد|تزيد|يزيدون|يزد|تزد|يزيدوا عن|على; لا|ليس|ليست|ليسوا أكثر من"),
    ("before", "up_to", "لا|لم يتجاوز|تتجاوز|يتجاوزون|يتجاوزوا|يتعدى|تتعدى|يتعد|تتعد|يفوق|تفوق|يتخطى|يتخط"),
    ("before", "up_to", "ما يصل|تصل إلى"),
    ("until", "", "حتى"),
    ("anywhere", "up_to", "كحد|بحد أقصى; كأقصى حد; على الأكثر; على أكثر|أبعد تقدير; أو أقل; فأقل"),
    ("before", "about", "نحو|قرابة|حوالي|حوالى|زهاء; نحواً من; في حدود; بحدود; يقدر|تقدر|يقدرون ب"),
    ("before", "about", "يقارب|تقارب|يقاربون|قارب|قاربت|يناهز|تناهز|ناهز من|; يقرب|تقرب من"),
    ("anywhere", "about", "تقريباً; تقديرياً; ب ال تقريب; على وجه ال تقريب; أو نحو ذلك|هذا"),
    ("amount", "tens", "عشرات; بضع|بضعة|عدة عشرات"),
    ("amount", "dozens", "بضع|عدة دزينات"),
    ("amount", "hundreds", "بضع|بضعة|عدة مئات"),
    ("amount", "thousands", "بضع|بضعة|عدة آلاف"),
    ("amount", "many", "عدد|أعداد كبير|كبيرة|ضخم|ضخمة|هائل|هائلة"),
    ("amount", "many", "كثير|كثيرة|كثيرون|كثيرين|الكثير|عديد|العديد"),
    ("amount", "some", "بضع|بضعة|بعض|عدة; عدد من"),
    ("amount", "few", "حفنة; عدد قليل|محدود|ضئيل جداً| من|; قليل|قليلة|قليلون|قليلين جداً|; قلة قليلة| من|"),
    ("amount", "same_number", "مثلهم|مثلهن; عدد مماثل|مشابه|مساو|متساو"),
    ("amount", "same_number", "العدد نفسه|ذاته|عينه; نفس|ذات العدد"),
    ("between", "", "ما| بين"),
    ("and", "", "و"),
    ("to", "", "إلى"),
    ("from", "", "من"),
    ("part", "bare", "من أصل"),
    ("or", "", "أو"),
    ("article", "", "ال"),
    ("neutral", "", "ف|ب|ل|ما|جميع|كافة|فقط|هؤلاء|مجموع|إجمالي|إجمالا|إجمالاً|حصيلة"),
    ("neutral", "", "مدة|فترة|مهلة|هدنة|جدا|جداً|فعلي|فعليا"),
    ("preposition", "", "في"),
    ("particle", "", "بينهم|بينهن|منهم|منهن|منها|معظمهم|أغلبهم|ممن|الذين|اللواتي"),
    ("particle", "", "ب ال انتماء"),
    ("particle", "", "مع|لدى|ضد|قرب|خلال|بعد|قبل|منذ|أثناء|داخل|خارج|ضمن|على"),
    ("neutral", "", "بلغ|بلغت|بلغوا; وصل|وصلت|وصلوا إلى|"),
    # "which exceeded" as well as "did not exceed".
    ("unreadable", "", "ما بلغ|بلغت|وصل|وصلت|زاد|زادت|تجاوز|تجاوزت|فاق|فاقت|تعدى|تعدت|تخطى|تخطت"),
    ("unreadable", "", "بالكاد; على الأرجح; احتمالا|يرجح|يعتقد|لعل"),
    ("silent", "", "عددهم|عددهن|عددها|عدده|عددهما"),
    ("skip", "", "حتى الآن|اللحظة|اليوم|الساعة"),
    ("skip", "", "يوم|أمس|مساء|صباح|ظهر|فجر|ليل ال أحد|اثنين|اثنان; ثلاثاء; أربعاء; أمس; خميس|جمعة|سبت"),
    (
        "ordinal",
        "",
        "أول|أولى|حادي|حادية; "
        + "; ".join(f"{stem}|{stem}ة" for stem in "ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()),
    ),
    # "اثنين" with the article is Monday as well; "يصل إلى" is "reaches" as well as "up to".
    ("unreadable", "", "ال اثنين; يصل|تصل إلى; واحد|واحدة من; آن|وقت واحد; في ال مئة|مائة; بالمئة|بالمائة"),
    ("unreadable", "", "لم|لا|لن|ليس|ليست|ليسوا|غير|دون|بدون|عدا|سوى|إلا|باستثناء|ناقص|زائد|مليار|مليارات"),
    ("unreadable", "", "أكثر|أقل|الأقل|الأكثر|أدنى|أقصى|أكبر|أصغر"),
    ("unreadable", "", "ثلث|ثلثا|ثلثي|ضعف|ضعفا|ضعفي|أضعاف"),
    ("unreadable", "", "مثلا; مرة|مرات|مرتين|مرتان|كل|لكل|كلا|كلتا|معظم|أغلب|غالبية|أغلبية|جزء|نسبة|كم|ربما"),
    ("unreadable", "", "يومي|يومية|أسبوعي|أسبوعية|شهري|شهرية|سنوي|سنوية|وسطي"),
    ("unreadable", "", "في|ب ال يوم|ليلة|أسبوع|شهر|سنة|عام|ساعة|دقيقة|متوسط|وسط; بمعدل|بمتوسط|معدل"),
    ("unreadable", "", "في|ب اليوم|الساعة"),
    ("unreadable", "", "في أحسن|أفضل|أسوأ ال| أحوال|حالات; مرجح|محتمل|مفترض|يفترض|يحتمل|يزعم"),
    ("unreadable", "", "زعم|مزاعم|تقدير|تقديرات|احتمالات|افتراض|تخمين|ورق"),
    ("unreadable", "", "مع|و آخرين|آخرون|غيرهم|سواهم; على ال أغلب|أرجح; على سبيل ال مثال; على ال توالي"),
    ("unreadable", "", "دولار|ليرة|يورو|مئوية|زوج|مية|ماية|مأة"),
    ("unreadable", "", "ممكن|غالب|يبدو; في حال"),
]

# What is counted, without the ending of the feminine, and what describes it; a dataset names its own words
# beside these.
COUNTED = """
شخص أشخاص فرد أفراد إنسان رجل رجال امرأ نساء سيد طفل أطفال فتى فتيان فتا فتيات بنت بنات ولد أولاد صبي صبيان
رضيع رضع قاصر شاب شباب شبان مسن طالب طلاب طلب تلميذ تلاميذ معلم مدرس طبيب أطباء ممرض مريض مرضى صحفي صحافي
إعلامي عامل عمال موظف مزارع فلاح سائق طيار صياد تاجر تجار محام مهندس مسؤول حارس حراس شرطي عميل عملاء مضرب
متظاهر عنصر عناصر عضو أعضاء أعضائ مقاتل مسلح جندي جنود عسكري ضابط ضباط قائد قاد قياد قيادي أمير أمراء زعيم
زعماء شخصي كادر كوادر مجند متطوع جهادي إرهابي متشدد متطرف انتحاري مهاجم قناص مهاجر مرتزق مناصر أنصار منشق
داعشي دواعش قوات فصيل فصائل مجموع أسير أسرى أسرا سجين سجناء معتقل محتجز موقوف مختطف مخطوف مفقود رهين رهائن
محكوم مطلوب مشتبه متهم متورط مفرج محرر لاجئ نازح مهجر عائد مواطن مدني أهالي أهل سكان قاطن قروي عائل عوائل
أسر قريب أقارب زوجات أم أب آباء ابن أبناء أخ إخوة أخت يتيم أيتام أرمل أرامل ضحي ضحايا قتيل قتلى جريح جرحى
مصاب شهيد شهداء جثث جثمان جثامين ناج وفا وفيات إصاب ناشط وسيط وسطاء مفاوض مبعوث وفد وفود ممثل شيخ شيوخ وجيه
وجهاء إمام راكب ركاب أجنبي أجانب غربي آخر آخرين آخرون أخرى داعش قسد تنظيم دول إسلامي جيش نظام معارض تحالف
طرف أطراف سوري عراقي كردي كرد أكراد كوردي كورد عربي عرب تركي أتراك إيراني لبناني أردني فلسطيني إيزيدي أيزيدي
يزيدي آشوري مسيحي علوي درزي شيعي شيع سني مسلم تركماني أرمني سعودي تونسي مصري مغربي ليبي جزائري يمني سوداني
صومالي أفغاني باكستاني هندي أوزبكي أوزبك شيشاني روسي أوكراني فرنسي بريطاني ألماني هولندي بلجيكي سويدي
دنماركي نرويجي فنلندي إيطالي إسباني برتغالي سويسري نمساوي أمريكي أميركي كندي أسترالي أوروبي صيني إيغوري
كازاخي طاجيكي بوسني ألباني إسرائيلي ياباني إفريقي أفريقي آسيوي محلي مزعوم خاص عام طبي إنساني سياسي ديني
عشائري قبلي ابتدائي متوسط ثانوي جديد قديم سابق متبق باق منفصل مختلف محاصر عالق داخلي مجهول معروف أحياء ميت
أموات موتى متوف مؤكد مدرسي نسائي أعزل عزل ألمان روس أفغان شيشان أمريكان أميركان إنجليز دروز أرمن جنسي حرب
سيار شاحن حافل باص باصات مركب دباب مدرع صهريج صهاريج إسعاف بيك آب همر همفي جرار دراج طائر مروحي قوارب سفين
سفن قافل قوافل دفع رتل أرتال بندقي بنادق سلاح أسلحة صاروخ صواريخ قذيف قذائف لغم ألغام قنبل قنابل عبو عبوات
غار هجوم هجمات اشتباك معرك معارك انفجار تفجير منزل منازل بيت بيوت مبنى مباني قري قرى مدين مدن بلد بلدات مشفى
مستشفى مشاف مستشفيات مسجد مساجد كنيس كنائس مخيم خيم خيام سجن سجون حاجز حواجز نقط نقاط موقع مواقع مقر مقرات
مزرع مصنع مصانع جسر جسور طريق طرق بئر آبار حقل حقول إضراب ثوان دقيق دقائق ساع يوم أيام ليل ليال أسبوع أسابيع
شهر أشهر شهور سنوات سنين أعوام كيلومتر متر أمتار مربع هكتار دونم ميل طن أطنان كيلو كيلوغرام غرام لتر برميل
براميل صندوق صناديق كيس أكياس ذهب نقد غذاء قمح وقود ذخير صفق اتفاق هدن تبادل مرحل مراحل مناسب اجتماع لقاء
جول حال حالات حادث حوادث تقرير تقارير بيان وثيق وثائق اسم أسماء قائم قوائم مطلب مطالب شرط شروط دعو جثة جثتي
سنة سنت فضة رباعي ديمقراطي حماي شعب سوريا زوجة وحدات عملية عمليات عمليتا
"""

# -- Prefixes ----------------------------------------------------------------------------------------

PREFIXES = {
    "".join(parts).replace("لال", "لل"): [part for part in parts if part]
    for parts in sorted(product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال")), key="".join)
}
"""What Arabic attaches to the next word: a conjunction, a preposition, the article; and the parts of each."""
_SHORTEST_FIRST = sorted(PREFIXES, key=len)
_NEGATIONS = ("لا", "لم", "ما")


def split_prefixes(word: str, vocabulary: Collection[str]) -> list[str]:
    """The prefixes of a word and its rest, where the rest is in the vocabulary; else the word."""
    if word in PREFIXES:
        return PREFIXES[word]
    # "لايقل عن" and "مايقارب" are often printed without a blank; without the negation they mean the opposite.
    if word[:2] in _NEGATIONS and word[2:3] in ("ي", "ت") and word[2:] in vocabulary:
        return [word[:2], word[2:]]
    for prefix in _SHORTEST_FIRST:
        stem = word.removeprefix(prefix) if word.startswith(prefix) else ""
        if stem in vocabulary:
            return [*PREFIXES[prefix], stem]
        # The accusative without its tanwin; shorter words would clash ("لما" is not "لم").
        if len(stem) > 3 and stem.endswith("ا") and stem[:-1] in vocabulary:
            return [*PREFIXES[prefix], stem[:-1]]
    return [word]


_100 = "(?:[AOU]&T|[AOU]X|[OUXT])"
_1000 = f"(?:(?:U?H|D)(?:&{_100})?|{_100})"
_K = f"(?:(?:{_1000}|N|F)?K|L)"
_M = f"(?:(?:{_1000}|N|F)?M|P)"
_REST = f"(?:&(?:{_1000}|N))?"

_CARRIERS = "|".join(map(plain, "ثلاث أربع خمس سبع ثمان تسع عشر مئ مائ مليون".split()))

LANGUAGE = Language(
    [*_numbers(), *phrase_rows(PHRASES)],
    re.compile(f"{_M}(?:&{_K})?{_REST}|{_M}&GM?|{_K}&GK|G[KMZ]|{_K}{_REST}|{_1000}|N|B|0|A|[UN]?Z"),
    re.compile(f"(?:{'|'.join(_SHORTEST_FIRST)})(?:{_CARRIERS})"),
    split_prefixes,
    script="ARABIC",
    thousands=",٬،\u00a0\u2009\u202f",
    decimals=".٫",
    prefixes=PREFIXES,
    counted=COUNTED,
    endings="(?:ا|ان|ين|ون|ات|ة|تا|تان|تين|ت|ي|و|ية)?(?:ه|ها|هم|هن|هما|نا)?",
    conjunction="و",
    article="ال",
)
