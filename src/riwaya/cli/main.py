"""The commands, their options and their help. Exit codes: 0 good, 1 the data has problems, 2 could not run.

What they do stands in riwaya.commands, or in those of their group or room, under the same names, and is loaded when one is run:
help comes at once.
"""

from __future__ import annotations

import locale
import sys
from collections.abc import Callable
from functools import partial, wraps
from importlib import import_module
from pathlib import Path

import click

from riwaya.bilingual import LANGUAGES, Bilingual
from riwaya.errors import RiwayaError
from riwaya.package.descriptor import DESCRIPTOR, installed_root
from riwaya.release.citation import FORMS
from riwaya.validation import reporters

ENGINES = ("duckdb", "spark")
RETIREMENTS = ("merged", "split", "retracted", "redacted")
_VERSIONS = Bilingual("riwaya {code} (data {data})", "riwaya {code} (البيانات {data})")
_NO_FILE = Bilingual(
    "{name} cannot be read or written: {reason}. See whether it is there and whether you may.",
    "تعذّرت قراءة {name} أو كتابته: {reason}. تحقق من وجوده ومن أن لديك إذنًا.",
)


def default_language() -> str:
    """Arabic where the locale is Arabic, English elsewhere."""
    return "ar" if (locale.getlocale()[0] or "").lower().startswith("ar") else "en"


def command(
    function: Callable[[], None], group: click.Group | None = None, room: str | None = None
) -> click.Command:
    """A command of the group, or of one within it: `--lang`, the exit code that its namesake returns, and 2 for what stops it.

    The namesake stands in the package `room`, which is the group's if there is one.
    """

    module = f"riwaya.cli.{group.name if group else room or 'commands'}"

    @wraps(function)
    def run(lang: str, **options: object) -> None:
        try:
            code = getattr(import_module(module), function.__name__)(lang=lang, **options)
        except RiwayaError as error:
            click.echo(error.message[lang], err=True)
            code = 2
        except OSError as error:
            texts = {
                "name": Path(error.filename or "").name,
                "reason": error.strerror or type(error).__name__,
            }
            click.echo(_NO_FILE.format(texts)[lang], err=True)
            code = 2
        sys.exit(code)

    language = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=default_language,
        show_default="locale",
        help="Language of messages · لغة الرسائل",
    )
    name = function.__name__.replace("_", "-")
    return (
        group.command(name.removeprefix(f"{group.name}-"))(language(run))
        if group
        else main.command(name)(language(run))
    )


_memory = click.option(
    "--memory",
    metavar="SIZE",
    help="DuckDB's share (500MB, or an eighth of the files); what is more goes to disk · "
    "حصة DuckDB (500MB أو ثُمن حجم الملفات)، وما زاد يُكتب على القرص",
)

_sign = click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Sign it with this SSH key · توقيعه بمفتاح SSH هذا",
)
_release = click.option(
    "--release",
    metavar="RELEASE",
    help="A release: folder, zip or https address · إصدار: مجلد أو zip أو عنوان https",
)


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """The version of the code, and that of the data it came with: they are counted apart."""
    if wanted and not context.resilient_parsing:
        # Help does not wait for these to load.
        import json
        from importlib.metadata import version

        data = json.loads((installed_root() / DESCRIPTOR).read_text("utf-8"))["version"]
        click.echo(_VERSIONS.format({"code": version("riwaya"), "data": data})[default_language()])
        context.exit()


@click.group()
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Versions of the code and of the data · رقم إصدار البرنامج ورقم إصدار البيانات",
)
def main() -> None:
    """Riwaya: who claims what · رواية: من يقول ماذا"""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")


@partial(command, room="validate")
@click.argument("path", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(reporters.names()),
    default="text",
    help="Form of the report · صيغة التقرير",
)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="CODE",
    help="Only this; may be repeated · هذه القاعدة وحدها، ويُكرَّر",
)
@click.option(
    "--engine", type=click.Choice(ENGINES), default="duckdb", help="What asks the rules · محرك القواعد"
)
@click.option("--master", metavar="URL", help="Spark's, such as spark://host:7077 · عنوان Spark master")
@click.option(
    "--details",
    type=click.IntRange(1),
    metavar="N",
    default=1000,
    show_default=True,
    help="Problems told of each code; of more, the number · ما يُفصَّل من كل نوع، وما زاد يُذكر عدده",
)
@_memory
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    help="A release whose IDs and columns must last · إصدار سابق تُحفظ معرّفاته وأعمدته",
)
def validate() -> None:
    """Check a package · فحص حزمة بيانات

    PATH is its folder or its datapackage.json, or with --engine spark a URL of either; without it, this installation's own data.

    PATH مجلد الحزمة أو ملفها datapackage.json، أو مع --engine spark عنوان URL لأحدهما؛ ومن دونه تُفحص بيانات هذا التثبيت.
    """


@command
@click.argument("path", required=False, type=click.Path(path_type=Path))
@_memory
@click.option("--out", type=click.Path(path_type=Path), help="Folder for releases · مجلد الإصدارات")
@click.option("--format", "formats", multiple=True, help="Only these formats · هذه الصيغ فقط")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="RELEASE",
    help="The release before, for diff.json · الإصدار السابق، ليُكتب diff.json",
)
@_sign
def build() -> None:
    """Validate, then publish a release · التحقق ثم نشر إصدار

    PATH is the package's folder or its datapackage.json; without it, this installation's own data.

    PATH مجلد الحزمة أو ملفها datapackage.json؛ ومن دونه بيانات هذا التثبيت.
    """


@command
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--signers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Whose signature it must have, as ssh-keygen reads it · من يجب أن يوقّعه، كما يقرؤه ssh-keygen",
)
def verify() -> None:
    """Prove a release, folder or zip · إثبات سلامة إصدار"""


@command
@click.argument("path", type=click.Path(path_type=Path))
def record() -> None:
    """Enter a published release into releases/ · تدوين إصدار منشور في releases/"""


@command
@click.argument("identities", metavar="ID...", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(RETIREMENTS), required=True, help="What becomes of them · مصيرها")
@click.option(
    "--successor",
    "successors",
    multiple=True,
    metavar="ID",
    help="What takes the place; may be repeated · ما يحل محلها، ويُكرَّر",
)
@click.option("--reason-ar", required=True, help="Why, in Arabic · السبب بالعربية")
@click.option("--reason-en", required=True, help="Why, in English · السبب بالإنجليزية")
@click.option(
    "--with-dependents",
    "along",
    is_flag=True,
    help="And the rows that cannot be without them · ومعها الصفوف التي لا تقوم من دونها",
)
def retire() -> None:
    """Take rows out of the data, and leave a notice · إلغاء صفوف مع بيان

    The notice keeps the ID, and says since which version it is no longer in use and why. What referred to a merged row refers to
    its successor. For what may harm somebody: --kind redacted, then `riwaya redact`.

    يحفظ البيان المعرّف ويذكر الإصدار الذي أُلغي فيه والسبب. وحيثما أُحيل إلى صف مدمج صارت الإحالة إلى خلفه. ولما قد يضر بأحد:
    ‎--kind redacted‎ ثم riwaya redact.
    """


@command
@click.argument("releases", metavar="RELEASE...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--text",
    "file",
    type=click.File("rb"),
    metavar="FILE",
    help="Texts to redact, one a line; - reads them from stdin · نصوص تُحجب، كل منها في سطر؛ و- من stdin",
)
@_sign
def redact() -> None:
    """Take what may harm somebody out of data, releases and ledger · حجب ما قد يضر بأحد

    RELEASE are all that were published: each is published anew in its place, without the rows that were retired as redacted and
    without the texts, in whatever spelling. Names among the texts are refused from then on. What the history of the repository
    holds must be taken out of it as well: docs/editorial-policy.md.

    RELEASE هي كل الإصدارات المنشورة: يُعاد نشر كل منها في مكانه من دون الصفوف الملغاة بوصفها محجوبة ومن دون النصوص بأي إملاء.
    وما فيها من أسماء يُرفض من بعد. ويجب أن يُزال أيضًا ما في تاريخ المستودع: docs/editorial-policy.ar.md.
    """


@partial(command, room="show")
@click.argument("identity", metavar="ID")
@_release
def show() -> None:
    """One event, its claims side by side · حدث واحد وادعاءاته"""


@partial(command, room="explorer")
@_release
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Folder for it · مجلد لها",
)
@click.option("--serve", "serves", is_flag=True, help="Show it on 127.0.0.1 · عرضها على 127.0.0.1")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Its port; 0 is any free one · منفذه، و0 لأي منفذ حر",
)
def explorer() -> None:
    """The dataset as pages to read · البيانات صفحات تُقرأ

    Every release holds them in its folder explorer, and they open from there without a server.

    كل إصدار يحملها في المجلد explorer، وتُفتح منه بلا خادم.
    """


@partial(command, room="cite")
@click.argument("identities", metavar="[ID]...", nargs=-1)
@click.option(
    "--where",
    nargs=2,
    metavar="TABLE CONDITION",
    help="The rows that an SQL condition names · الصفوف التي يحددها شرط بلغة SQL",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS]),
    default="text",
    help="Form of the citation · صيغة الاستشهاد",
)
@_release
@click.option(
    "--check",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Whether the rows cited in it still read the same · هل بقيت الصفوف المستشهد بها فيه على حالها",
)
def cite() -> None:
    """How to cite the dataset, or rows of it · كيف يُستشهد بالبيانات أو بصفوف منها

    With an event its claims and their figures are cited, with a claim its figures.

    يشمل الاستشهاد بالحدث ادعاءاته وأرقامها، والاستشهاد بالادعاء أرقامه.
    """


@command
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="Form of it · صيغته"
)
@click.option(
    "--apply",
    "applied",
    is_flag=True,
    help="Make NEW out of OLD by its JSON · صنع الجديد من القديم بملف JSON",
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("."), help="Folder for it · مجلده")
def diff() -> None:
    """What changed from one release to another · ما تغيّر من إصدار إلى آخر

    OLD and NEW are releases, folder or zip; without NEW, this installation's own data. With --apply NEW is the JSON.

    OLD وNEW إصداران، مجلد أو zip؛ ومن دون NEW بيانات هذا التثبيت. ومع --apply يكون NEW ملف JSON.
    """


@command
@click.argument("base", metavar="BASE")
def check_contribution() -> None:
    """What this branch changes, as Markdown for its pull request · ما يغيّره هذا الفرع

    BASE is where it goes, such as origin/main. Rows added and removed, cells with both values, problems that it brings,
    contradictions that appear or vanish, in English and in Arabic.

    BASE هو الفرع المقصود، مثل origin/main. يبيّن الصفوف المضافة والمُزالة، والخلايا بقيمتيها، وما جاء به من مشكلات، وما ظهر أو زال
    من تعارض، بالإنجليزية والعربية.
    """


@partial(command, room="curation")
@click.argument("table", metavar="event|claim|figure|source|actor|location|…")
def new() -> None:
    """Ask for a new row and write it · صف جديد بالسؤال والجواب

    Asks field by field, knows rows by words of their names, asks again where something is wrong, and for the rows that belong to
    the new one. Shows all of it, and writes it if you say so.

    يسأل حقلًا حقلًا ويعرف الصفوف بكلمات من أسمائها، ويعيد السؤال عند الخطأ، ويسأل عن الصفوف التابعة. يعرض ذلك كله ويكتبه إن وافقت.
    """


@partial(command, room="curation")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="Its name, by default that of the folder · اسمها، وإلا فاسم المجلد")
@click.option("--title-en", help="Its title in English · عنوانها بالإنجليزية")
@click.option("--title-ar", help="Its title in Arabic · عنوانها بالعربية")
@click.option(
    "--upgrade", is_flag=True, help="Bring newer code into the dataset in DIR · تحديث شيفرة المجموعة"
)
@click.option("--yes", is_flag=True, help="Upgrade without asking · التحديث من دون سؤال")
def init() -> None:
    """Start a dataset of claims of your own · مجموعة بيانات جديدة لك

    DIR is new or empty. It gets empty tables with the same schemas, rules, workflows and scripts; it validates and builds at once.

    With --upgrade, DIR is a dataset that init made. It gets the code, scripts, workflows and guides of this version; data,
    schemas and files that you edited stay as they are. Exit code 1 if an edited file was left to be merged by hand.

    DIR مجلد جديد أو فارغ، توضع فيه جداول فارغة بالمخططات والقواعد وسير العمل والبرامج نفسها، وتصلح للفحص والنشر فورًا.

    ومع --upgrade يكون DIR مجموعة أنشأها هذا الأمر، فتحصل على شيفرة هذه النسخة وبرامجها وسير عملها وأدلتها، وتبقى البيانات
    والمخططات والملفات التي عدّلتها كما هي. ورمز الخروج 1 إن تُرك ملف معدَّل لدمجه يدويًا.
    """


@partial(command, room="curation")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--dry-run",
    is_flag=True,
    help="Show only; exit code 1 if there is any · العرض فقط، والخروج بالرمز 1 إن وُجد",
)
def fix() -> None:
    """Mend what has one meaning · إصلاح ما له معنى واحد

    Line ends, byte order marks, characters that cannot be seen, letters of other keyboards, digits of numbers and dates, blanks,
    the order of rows and columns. Shows each repair, then checks. Nothing is guessed: no encoding, no order of a date.

    نهايات الأسطر، وعلامات ترتيب البايتات، والمحارف الخفية، وحروف لوحات المفاتيح الأخرى، وأرقام الأعداد والتواريخ، والفراغات،
    وترتيب الصفوف والأعمدة. يعرض كل إصلاح ثم يفحص، ولا يخمّن شيئًا، لا الترميز ولا ترتيب أجزاء التاريخ.
    """


@partial(command, room="curation")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def codebook() -> None:
    """Write docs/codebook.*.md from schemas and terms · كتابة دليل الترميز"""


@partial(command, room="rules")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write docs/rules.*.md · كتابة docs/rules.*.md")
def rules() -> None:
    """List the rules with severity and reason · عرض القواعد ودرجة كل منها وسببها"""


@main.group()
def workbook() -> None:
    """The tables in a spreadsheet, and back · الجداول في مصنّف Excel، والعودة"""


@partial(command, group=workbook)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--event", metavar="ID", help="Only the rows of one event · صفوف حدث واحد")
@click.option("--empty", is_flag=True, help="No rows: a template · بلا صفوف، قالب")
def workbook_export() -> None:
    """Write the workbook · كتابة المصنّف

    Right to left with --lang ar, left to right with --lang en; headings and help are in both languages.

    من اليمين إلى اليسار مع ‎--lang ar‎ ومن اليسار إلى اليمين مع ‎--lang en‎، والعناوين والشروح باللغتين.
    """


@partial(command, group=workbook)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Write without asking · الكتابة من دون سؤال")
def workbook_import() -> None:
    """Take the workbook back into the data · إعادة المصنّف إلى البيانات

    What changed is shown first, and written if you say so; what is doubtful is refused by sheet and cell, and nothing is written.

    يُعرض ما تغيّر أولًا ثم يُكتب إن وافقت؛ وما فيه شك يُرفض باسم الورقة والخلية ولا يُكتب شيء.
    """


@command
@click.argument("phrase")
def parse_figure() -> None:
    """A number phrase as JSON · عبارة رقم بصيغة JSON"""


@command
@click.option("--source", required=True, help="ID of the source · معرّف المصدر")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    help="The text you hold · النص الذي لديك",
)
def verify_sources() -> None:
    """Compare passages with a text · مطابقة المقاطع مع نص"""
