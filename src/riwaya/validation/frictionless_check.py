"""frictionless, the reference implementation, as an independent judge."""

from __future__ import annotations

from pathlib import Path

from riwaya.bilingual import Bilingual
from riwaya.problem import Place, Problem, ProblemKind, Severity

_KIND = ProblemKind(
    "second-judge-disagrees",
    Severity.ERROR,
    Bilingual("Two judges see more than one.", "حَكَمان يريان أكثر من حَكَم واحد."),
    Bilingual(
        "frictionless refuses {path}: {error}: {note}", "يرفض frictionless الملف {path}: {error}: {note}"
    ),
    Bilingual(
        "Mend the data, or tell us why our own check is silent.", "أصلح البيانات، أو أخبرنا لماذا سكت فحصنا."
    ),
)


def frictionless_problems(descriptor: Path) -> list[Problem]:
    """What frictionless finds in a data package."""
    from frictionless import validate

    report = validate(str(descriptor), type="package")
    found = [(descriptor.name, error) for error in report.errors]
    found += [(task.place, error) for task in report.tasks for error in task.errors]
    return [
        _KIND.at(
            Place(path, row=getattr(error, "row_number", None), field=getattr(error, "field_name", None)),
            error=error.type,
            note=error.note,
        )
        for path, error in found
    ]
