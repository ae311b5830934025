"""Publishes a release in a process of its own, which a test kills, or whose disk it limits.

The processes are forked from one that has imported the package, so that each starts in milliseconds.
"""

import multiprocessing
import os
import resource
import shutil
from collections.abc import Callable, Collection, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from riwaya.dataset.explorer import write as explorer
from riwaya.errors import ReleaseError
from riwaya.publishing.publish import publish
from riwaya.release.table import ReleaseTable

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


def start_publishing(
    tables: Collection[ReleaseTable], descriptor: Mapping, out: Path, **limits: int
) -> tuple[BaseProcess, Connection]:
    """Start to publish into `out`; return once the process is about to.

    The connection then gives the message of a ReleaseError, or None for a release that was written. Limits:
    `file_bytes`, beyond which writing to any file fails, and `steps`, after so many of which (folders made,
    renamed, replaced, removed) the process exits with code 9.
    """
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_publish, args=(theirs, tables, descriptor, out), kwargs=limits)
    process.start()
    theirs.close()
    assert ours.recv() == "ready"
    return process, ours


def _publish(
    connection: Connection,
    tables: Collection[ReleaseTable],
    descriptor: Mapping,
    out: Path,
    file_bytes: int | None = None,
    steps: int | None = None,
) -> None:
    explorer.MOST_ROWS = -1
    if file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    if steps is not None:
        _exit_after(steps)
    connection.send("ready")
    try:
        publish(tables, descriptor, {}, out)
    except ReleaseError as error:
        connection.send(error.message.en)
    else:
        connection.send(None)


def _exit_after(steps: int) -> None:
    """Have the process exit at once, as a killed one does, when so many steps are done."""
    left = steps

    def counted(function: Callable) -> Callable:
        def call(*arguments: object, **options: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)
            return function(*arguments, **options)

        return call

    for home, name in ((Path, "mkdir"), (Path, "rename"), (os, "replace"), (shutil, "rmtree")):
        setattr(home, name, counted(getattr(home, name)))
