"""Writes a report in the format of a reader: text for people, JSON, GitHub annotations, SARIF, JUnit XML.

A reporter is a module with the attributes of `Reporter`, listed in REPORTERS. One that also has those of
`SummaryReporter` adds to a file that an environment variable names. One whose IN_REPOSITORY is true names
files from the root of a repository, not of the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, runtime_checkable

from riwaya.errors import NotFoundError
from riwaya.problem import DOCS
from riwaya.validation import MESSAGES
from riwaya.validation.report import Report
from riwaya.validation.reporters import github, json, junit, sarif, text

DOCS_VARIABLE = "RIWAYA_DOCS"
"""The environment variable with the address of docs/, where its pages are not beside the report."""

WORKSPACE_VARIABLE = "GITHUB_WORKSPACE"
"""The environment variable with the folder that a job checked the repository out to."""


class Reporter(Protocol):
    """One format of a report."""

    @property
    def NAME(self) -> str:
        """What `--format` takes."""
        ...

    @property
    def MEDIA_TYPE(self) -> str: ...

    @property
    def SUFFIX(self) -> str:
        """The suffix of a file in this format, such as ".json"."""
        ...

    def render(self, report: Report, language: str) -> str:
        """The report in "en" or "ar", ending in a line feed."""
        ...


@runtime_checkable
class SummaryReporter(Protocol):
    """A reporter that also writes a summary of its own."""

    @property
    def SUMMARY_VARIABLE(self) -> str:
        """The environment variable with the path of the file to add it to."""
        ...

    def summary(self, report: Report, language: str, docs: str) -> str:
        """The summary, with links to the pages below `docs`."""
        ...


REPORTERS: tuple[Reporter, ...] = (github, json, junit, sarif, text)


def names() -> tuple[str, ...]:
    """The names of all reporters."""
    return tuple(reporter.NAME for reporter in REPORTERS)


def reporter_named(name: str) -> Reporter:
    """The reporter of that name; NotFoundError if there is none."""
    for reporter in REPORTERS:
        if name == reporter.NAME:
            return reporter
    raise NotFoundError(MESSAGES("reporter-unknown", name=name, known=", ".join(names())))


def render(name: str, report: Report, language: str, folder: str = "") -> str:
    """The report in the format of that name, ending in a line feed.

    `folder` is where the package lies in its repository, such as "datasets/syria".
    """
    reporter = reporter_named(name)
    return reporter.render(
        report.below(folder) if getattr(reporter, "IN_REPOSITORY", False) else report, language
    )


def folder_in_repository(root: Path, environment: Mapping[str, str]) -> str:
    """The path of a folder from the workspace of the job if it is in it, else from its git repository.

    Separated by "/"; empty for the workspace itself, and outside of both.
    """
    root, workspace = root.resolve(), environment.get(WORKSPACE_VARIABLE)
    tops = [Path(workspace).resolve()] if workspace else []
    tops += [folder for folder in (root, *root.parents) if (folder / ".git").exists()]
    for top in tops:
        if root.is_relative_to(top):
            return "" if root == top else root.relative_to(top).as_posix()
    return ""


def render_summary(
    name: str, report: Report, language: str, environment: Mapping[str, str]
) -> tuple[str, str] | None:
    """The path of the file that a reporter adds a summary to, and the summary; None without such a file."""
    reporter = reporter_named(name)
    if not isinstance(reporter, SummaryReporter):
        return None
    file = environment.get(reporter.SUMMARY_VARIABLE)
    docs = environment.get(DOCS_VARIABLE, DOCS)
    return (file, reporter.summary(report, language, docs)) if file else None
