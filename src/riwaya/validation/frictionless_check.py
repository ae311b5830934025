"""Checks a data package with frictionless, the reference implementation, beside riwaya's own checks."""

from __future__ import annotations

from pathlib import Path

from riwaya.problem import Place, Problem, problem_kinds


def frictionless_problems(descriptor: Path) -> list[Problem]:
    """The errors that frictionless reports on the package with this datapackage.json."""
    # A second of start-up, for `build` and nothing else.
    from frictionless import validate

    report = validate(str(descriptor), type="package")
    errors = [(descriptor.name, error) for error in report.errors]
    errors += [(task.place, error) for task in report.tasks for error in task.errors]
    kind = problem_kinds("riwaya.validation", "frictionless_check.toml")["frictionless-error"]
    return [
        kind.at(
            Place(path, row=getattr(error, "row_number", None), field=getattr(error, "field_name", None)),
            error=error.type,
            note=error.note,
        )
        for path, error in errors
    ]
