"""Text that was read in a wrong encoding is found and restored; no other text is taken for it."""

import re

import pyarrow.compute as pc
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riwaya.arrow import string_array
from riwaya.package.descriptor import Package
from riwaya.package.read_csv import read_table
from riwaya.text.ruined import RUINED, restored
from tests.support.package_copies import ROOT

CODECS = ("cp1252", "cp1256")
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
]


def read_as(text, codec):
    """The text whose UTF-8 is taken for this code page, with C1 controls for unused bytes."""
    return "".join(
        bytes([byte]).decode(codec) if bytes([byte]).decode(codec, "ignore") else chr(byte)
        for byte in text.encode()
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


def test_the_inputs_of_the_report_and_a_text_that_was_ruined_twice():
    assert restored("ط§ظ„ط±ظ‚ط©") == restored("Ø§Ù„Ø±Ù‚Ø©") == "الرقة"
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
    assert restored(read_as(text, codec)) == text and re.search(RUINED, read_as(text, codec))


@given(ARABIC.filter(lambda text: re.search("[ابتلمن]", text)))
def test_a_ruin_that_lost_a_byte_is_not_restored(text):
    ruin = read_as(text.strip(" .:") + "ا", "cp1256")
    assert (
        restored(ruin[:-1]) is None and restored(ruin[:-1] + "?") is None and restored(f"{ruin} حلب") is None
    )
