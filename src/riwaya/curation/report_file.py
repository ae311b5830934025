"""Reads a file of new rows, YAML or JSON, as texts with their places. Nothing in it is taken for a type."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from riwaya.bilingual import Bilingual
from riwaya.curation import MESSAGES
from riwaya.errors import EditError
from riwaya.package import strict_json

_MAX_BYTES = 1 << 20
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq")}
_NULLS = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a list or an object of the file."""

    value: str | Sequence[Node] | Mapping[str, Node]
    path: str
    """Where it is, such as claims[0].figures[1].value; empty for the whole file."""
    line: int | None = None
    """The line of a YAML file, counted from 1."""


def read_report(file: Path) -> Node:
    """The content of a file; JSON if its name ends in .json, else YAML. EditError if it cannot be read.

    Every scalar is the text that stands there: `no`, `010` and `2018-06-07` mean themselves. Keys that
    appear twice, tags and references to other places of the file are refused.
    """
    data = file.read_bytes()
    if len(data) > _MAX_BYTES:
        raise _unreadable(file, MESSAGES("report-too-large", mebibytes=_MAX_BYTES >> 20))
    try:
        if file.suffix == ".json":
            return _from_json(strict_json.loads(data.removeprefix(b"\xef\xbb\xbf")), "")
        return _from_yaml(data.decode("utf-8-sig"), file)
    except strict_json.JsonError as error:
        raise _unreadable(file, MESSAGES("report-json", reason=error.reason)) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(file, MESSAGES("report-encoding", line=line)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = {"line": mark.line + 1, "column": mark.column + 1} if mark else {"line": 1, "column": 1}
        raise _unreadable(file, MESSAGES("report-syntax", **place)) from None
    except RecursionError:
        raise _unreadable(file, MESSAGES("report-nested")) from None
    except (ValueError, OverflowError, yaml.YAMLError):
        raise _unreadable(file, MESSAGES("report-character")) from None


def _unreadable(file: Path, reason: Bilingual) -> EditError:
    return EditError(MESSAGES("report-unreadable", file=file.name, reason=reason))


def _from_json(value: object, path: str) -> Node:
    if isinstance(value, dict):
        return Node({str(key): _from_json(part, _below(path, str(key))) for key, part in value.items()}, path)
    if isinstance(value, list):
        return Node([_from_json(part, f"{path}[{at}]") for at, part in enumerate(value)], path)
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value)
    return Node(text, path)


def _from_yaml(text: str, file: Path) -> Node:
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1
            raise _unreadable(file, MESSAGES("report-alias", line=line))
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    return _node(root, "", file) if root else Node({}, "")


def _node(node: Any, path: str, file: Path) -> Node:
    line = node.start_mark.line + 1
    if node.tag not in _TAGS:
        raise _unreadable(file, MESSAGES("report-alias", line=line))
    if isinstance(node, yaml.MappingNode):
        made: dict[str, Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in made:
                raise _unreadable(file, MESSAGES("report-key-twice", line=key.start_mark.line + 1, key=name))
            made[name] = _node(value, _below(path, name), file)
        return Node(made, path, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_node(part, f"{path}[{at}]", file) for at, part in enumerate(node.value)], path, line)
    return Node("" if node.style is None and node.value in _NULLS else node.value, path, line)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
