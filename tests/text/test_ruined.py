"""Text that was read in a wrong encoding is found and restored; no other text is taken for it."""

import re

import pyarrow.compute as pc
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riwaya.arrow import string_array
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import read_table
from riwaya.text.ruined import MAYBE_RUINED, RUINED, restored
from tests.support.package_copies import ROOT

CODECS = ("cp1252", "cp1256", "cp1251", "cp1250", "koi8-r", "mac-roman", "cp437", "cp850", "cp866")
TEXTS = [
    "المرصد السوري: تبادل ١٢٠ أسيرًا، بينهم نساء؛ فمتى؟",
    "تحریک طالبان نے قیدی رہا کیے ہیں، ڈاکٹر ٹھیک ہے",
    "گروه‌های مسلح در حلب چهار زندانی را آزاد کردند؛ چرا؟",
    "«Âge», MANHÃ»: l’échange de prisonniers a eu lieu à Alep… ça va",
    "Größe, Übergabe, straße – „Gefangene“",
    "Türkiye’de takas; Şam, İdlib, ağır",
    "SÃO PAULO, CORAÇÃO, CAFÉ™, Ærø, Ørsted",
    "a) ط، ب) ظ؛ ج) ع… غ؟",
    "لماذا؟؟ نعم!",
    "Боевики освободили заложников; МиГ-29 и МиГ-31, МинОбороны РФ, «ВКонтакте», №5, 3°С… С»",
    "Заложники з Ізраїлю – Київ, є ще; «Є»",
    "Çığ, üçü, öğüşü, ÇÜŞ; Ä“, ÄÖÜ, Spaß“, æøå ÆØÅ ÅÄÖ, créée, Noël",
    "¿Cuántos? «¡Ñ!» 50 €–60 €, 2 × 3, √2 ± 1, a ─ b ─ c ══ d",
]


def read_as(text, codec, encoding="utf-8"):
    """The text whose bytes are taken for this code page, with C1 controls for unused bytes."""
    return "".join(
        bytes([byte]).decode(codec) if bytes([byte]).decode(codec, "ignore") else chr(byte)
        for byte in text.encode(encoding)
    )


@pytest.mark.parametrize("text", TEXTS)
def test_texts_of_many_languages_are_no_ruins(text):
    assert not re.search(RUINED, text)
    assert pc.match_substring_regex(string_array([text]), RUINED).to_pylist() == [False]


def test_no_text_of_the_dataset_is_a_ruin():
    package = Package.open(ROOT)
    for resource in package.resources:
        table, _ = read_table(package.files, resource)
        for column in table.cells.columns:
            assert not pc.any(pc.match_substring_regex(column, RUINED)).as_py()


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", [*TEXTS[:3], "حسو", "الرقة", "d’accord – «Alep»"])
def test_a_ruin_is_found_by_both_engines_of_patterns_and_restored(text, codec):
    ruin = read_as(text, codec)
    assert re.search(RUINED, ruin) and restored(ruin) == text
    assert pc.match_substring_regex(string_array([ruin]), RUINED).to_pylist() == [True]


@pytest.mark.parametrize("codec", ["cp1252", "cp1251", "cp1250", "koi8-r", "cp437", "cp850", "cp866"])
@pytest.mark.parametrize("text", ["المرصد السوري: تبادل 120 أسيرًا؛ فمتى؟", "الرقة", "قال إن 11 عنصرًا خرجوا"])
def test_windows_1256_in_another_code_page_is_found_and_restored(text, codec):
    ruin = read_as(text, codec, "cp1256")
    assert re.search(RUINED, ruin) and restored(ruin) == text
    assert pc.match_substring_regex(string_array([ruin]), RUINED).to_pylist() == [True]


@pytest.mark.parametrize("text", ["об этом", "Şırnak’ta, ağır"])
def test_other_letters_in_utf_8_are_found_and_restored(text):
    ruin = read_as(text, "cp1252")
    assert re.search(RUINED, ruin) and restored(ruin) == text


def test_the_inputs_of_the_report_and_a_text_that_was_ruined_twice():
    assert restored("ط§ظ„ط±ظ‚ط©") == restored("Ø§Ù„Ø±Ù‚Ø©") == restored("Ш§Щ„Ш±Щ‚Ш©") == "الرقة"
    assert restored(read_as(read_as("الرقة", "cp1252"), "cp1252")) == "الرقة"
    assert restored("l’été".encode().decode("latin-1")) == "l’été"


ARABIC = st.text(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةپچگیک ،؛؟.:٠١٢٣"), min_size=2, max_size=60
)


@given(ARABIC, st.sampled_from(CODECS))
def test_arabic_is_no_ruin_and_comes_back_from_one(text, codec):
    # Lists of ط ظ ع غ and signs alone are no words.
    assume(re.search("[اأإآبتلمنيروهسكقفحدذ]{2}", text) and not re.search("[طظعغ][پچگک،؛؟]", text))
    assert not re.search(RUINED, text)
    ruin = read_as(text, codec)
    assert re.search(RUINED, ruin)
    # The code pages of DOS differ in few signs, so that a few letters may be of two.
    assert restored(ruin) == text or (codec in ("cp437", "cp850") and restored(ruin) is None)


@given(ARABIC.filter(lambda text: re.search("[ابتلمن]", text)))
def test_a_ruin_that_lost_a_byte_is_not_restored(text):
    ruin = read_as(text.strip(" .:") + "ا", "cp1256")
    assert (
        restored(ruin[:-1]) is None and restored(ruin[:-1] + "?") is None and restored(f"{ruin} حلب") is None
    )


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1250", "koi8-r", "cp850"])
@pytest.mark.parametrize(
    "text", ["المرصد السوري: تبادل 120 أسيرًا، فمتى؟", "الرقة", "والتنظيم", "تنظيم الدولة"]
)
def test_iso_8859_6_in_another_code_page_is_found_and_restored(text, codec):
    ruin = read_as(text, codec, "iso8859-6")
    assert re.search(RUINED, ruin) and restored(ruin) == text
    assert pc.match_substring_regex(string_array([ruin]), RUINED).to_pylist() == [True]


def test_arabic_letters_of_two_encodings_are_found_and_not_restored():
    # حلب in Windows-1256 has the bytes of حفب in ISO 8859-6; حماة in the latter, those of حهاة in the former.
    for text, encoding in (("حلب", "cp1256"), ("حماة", "iso8859-6")):
        ruin = read_as(text, "cp1252", encoding)
        assert re.search(RUINED, ruin) and restored(ruin) is None


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1254"])
@pytest.mark.parametrize(
    "text",
    ["café", "São João", "à Alep – l’été", "Größe und Übergabe", "ÉTÉ", "Kadın, Łódź", "¿Cuántos? ¡Ñ!"],
)
def test_latin_letters_in_utf_8_are_found_and_restored(text, codec):
    ruin = read_as(text, codec)
    assert re.search(RUINED, ruin) and restored(ruin) == text
    assert pc.match_substring_regex(string_array([ruin]), RUINED).to_pylist() == [True]


@given(
    st.text(st.sampled_from("طظعغذرالب،؛؟«»“”‘’–—…•\xa0 aZéÃ©پژک€ǅØ§ЩШ╪┘√├â€™"), max_size=12),
    st.sampled_from(CODECS),
    st.sampled_from(["utf-8", "cp1256"]),
)
def test_no_ruin_lacks_the_simpler_pattern(text, codec, encoding):
    for one in (text, read_as(text.encode(encoding, "ignore").decode(encoding), codec, encoding)):
        if re.search(RUINED, one):
            assert re.search(MAYBE_RUINED, one)
            assert pc.match_substring_regex(string_array([one]), MAYBE_RUINED).to_pylist() == [True]


def test_most_arabic_and_english_texts_need_the_simpler_pattern_alone():
    assert not re.search(MAYBE_RUINED, TEXTS[0]) and not re.search(MAYBE_RUINED, TEXTS[7])
    assert not re.search(MAYBE_RUINED, "“About 20” – so he says… ")
