"""A change of several files is made whole or not at all: killed anywhere, on a full disk, by two at once."""

import errno
import json
import math
import os
import random
import resource
import shutil
import signal
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner

from riwaya import journal, lock
from riwaya.bilingual import LANGUAGES
from riwaya.cli.main import main
from riwaya.curation.second_coding import TABLE
from riwaya.curation.sheets import Record, put_in_place, read_sheets
from riwaya.errors import EditError
from riwaya.journal import finish_interrupted, locked, sha256_at, write_files
from riwaya.lock import STATE
from riwaya.package.descriptor import Package
from riwaya.package.files import Overlay
from tests.support.package_copies import checked_once, copy_package, edited_release, state

OLD = {"data/one.csv": b"1\n", "data/two.csv": b"2\n", "gone.txt": b"old\n", "same.txt": b"same\n"}
NEW = {"data/one.csv": b"one\n", "data/two.csv": b"two\n", "docs/new.md": b"new\n", "gone.txt": None}
AFTER = {path: data for path, data in {**OLD, **NEW}.items() if data is not None}
JOURNAL = f"{STATE}/journal.json"
STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}
"""What Python reports before it touches a file."""


@pytest.fixture(autouse=True)
def synced(monkeypatch):
    """The inodes of what is synced to the disk; nothing waits for it.

    A killed process loses nothing that the system has: most of the time of these tests would be spent on it.
    """
    inodes = []
    monkeypatch.setattr("os.fsync", lambda number: inodes.append(os.fstat(number).st_ino))
    return inodes


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "package"
    put(root, OLD)
    return root


def put(root, files):
    shutil.rmtree(root, ignore_errors=True)
    put_files(root, files)


def put_files(root, files):
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def in_child(work):
    """Start `work` in a fork of this process, which then ends with exit code 0, or 1 if it raises."""
    process = os.fork()
    if process:
        return process
    try:
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def ended(process):
    """How a child ended: its exit code, or minus the number of the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def at_step(number, act):
    """Have this process `act` before it touches a file for the time `number`, counted from 0. For a fork."""
    left = number

    def count(event, arguments):
        nonlocal left
        if event in STEPS and str(arguments[0]) != "/dev/null":
            left -= 1
            if left == -1:
                act(event, arguments)

    sys.addaudithook(count)


def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def kills(root, old, change):
    """Kill `change` of a package before each step, until it has taken all; yields what every kill left."""
    for number in range(1000):
        put(root, old)

        def work(number=number):
            at_step(number, kill)
            change()

        code = ended(in_child(work))
        assert code in (0, -signal.SIGKILL)
        yield code
        if code == 0:
            return


# -- Killed -------------------------------------------------------------------------------------------


def test_files_are_written_replaced_and_deleted_and_the_others_stay(root):
    (root / "data/one.csv").chmod(0o640)
    before = (root / "same.txt").stat()
    write_files(root, {**NEW, "same.txt": b"same\n"})
    assert state(root) == AFTER and (root / "same.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert (root / "data/one.csv").stat().st_mode & 0o777 == 0o640
    assert {entry.name for entry in (root / STATE).iterdir()} == {".gitignore", "lock"}


def test_all_is_on_the_disk_before_the_journal_is_and_before_the_journal_is_gone(root, synced, monkeypatch):
    """A power failure loses what was not synced."""
    moved, unlinked, seen = os.replace, Path.unlink, []

    def require(*files):
        assert {file.stat().st_ino for file in files} <= {*synced}
        synced.clear()
        seen.append(len(files))

    def move(source, target):
        if Path(target) == root / JOURNAL:
            require(source.parent, *source.parent.iterdir())
        moved(source, target)

    def unlink(file, **options):
        if file == root / JOURNAL:
            require(root, root / "data", root / "docs", root / STATE)
        unlinked(file, **options)

    monkeypatch.setattr("os.replace", move)
    monkeypatch.setattr(Path, "unlink", unlink)
    write_files(root, NEW)
    # The folder, three new files and the journal; the folders of the package.
    assert seen == [5, 4]


def test_nothing_is_made_where_nothing_changes(root):
    write_files(root, OLD)
    assert not (root / STATE).exists()


def test_a_change_killed_at_any_step_is_undone_or_finished(root):
    seen = set()
    for _ in kills(root, OLD, lambda: write_files(root, NEW)):
        committed = (root / JOURNAL).exists()
        assert committed or state(root) in (OLD, AFTER)
        finish_interrupted(root)
        seen.add((committed, state(root) == AFTER))
        assert state(root) in (OLD, AFTER) and (state(root) == AFTER or not committed)
        # What was left is removed by the next that writes.
        with locked(root):
            assert {entry.name for entry in (root / STATE).iterdir()} == {".gitignore", "holder.json", "lock"}
    assert seen == {(False, False), (True, True), (False, True)}


def test_what_is_killed_while_it_finishes_is_finished_by_the_next(root, tmp_path):
    interrupted(root)
    shutil.copytree(root, tmp_path / "interrupted")
    for number in range(100):
        shutil.rmtree(root)
        shutil.copytree(tmp_path / "interrupted", root)

        def work(number=number):
            at_step(number, kill)
            finish_interrupted(root)

        code = ended(in_child(work))
        finish_interrupted(root)
        assert state(root) == AFTER
        if code == 0:
            return
    raise AssertionError("it never ended")


def interrupted(root):
    """Make a package whose change was killed when the first file was in its place."""
    put(root, OLD)

    def work():
        moved = os.replace

        def move_one(source, target):
            moved(source, target)
            if Path(target).name == "one.csv":
                kill()

        os.replace = move_one
        write_files(root, NEW)

    assert ended(in_child(work)) == -signal.SIGKILL
    assert state(root) == {**OLD, "data/one.csv": b"one\n"}


def test_a_folder_on_another_disk_is_written_as_well(root, monkeypatch):
    moved = os.replace

    def other_disk(source, target):
        if Path(source).parent.name == "new" and Path(target).parent.name == "data":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        moved(source, target)

    monkeypatch.setattr("os.replace", other_disk)
    write_files(root, NEW)
    assert state(root) == AFTER and [entry.name for entry in (root / STATE).glob("new*")] == []


# -- A full disk --------------------------------------------------------------------------------------


def test_a_disk_that_is_full_at_any_step_changes_nothing_or_leaves_the_rest_to_the_next(root):
    """Every step that may need space fails, from one on; deleting never does."""
    outcomes = []
    for number in range(100):
        put(root, OLD)

        def work(number=number):
            count = iter(range(1000))

            def full(event, arguments):
                makes = event in ("os.mkdir", "os.rename") or (
                    event == "open"
                    and isinstance(arguments[2], int)
                    and arguments[2] & (os.O_WRONLY | os.O_RDWR)
                )
                if makes and next(count) >= number:
                    raise OSError(errno.ENOSPC, "No space left on device")

            sys.addaudithook(full)
            try:
                write_files(root, NEW)
            except OSError:
                os._exit(3)
            except EditError:
                os._exit(4)

        outcomes.append(ended(in_child(work)))
        assert not [*(root / STATE).glob("new/*")] or outcomes[-1] == 4
        if outcomes[-1] == 3:
            assert state(root) == OLD and not (root / JOURNAL).exists()
        finish_interrupted(root)
        assert state(root) == (OLD if outcomes[-1] == 3 else AFTER)
        if outcomes[-1] == 0:
            break
    assert {*outcomes} == {0, 3, 4} and outcomes == sorted(outcomes, key=[3, 4, 0].index)


@pytest.mark.parametrize("limit", [0, 3, 50, 200])
def test_a_file_that_finds_no_space_changes_nothing(limit, root):
    def work():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        write_files(root, {**NEW, "data/one.csv": b"x" * 1000})

    assert ended(in_child(work)) == 1
    assert state(root) == OLD and not [*(root / STATE).glob("new/*")]


# -- Two at once --------------------------------------------------------------------------------------


def test_a_file_that_somebody_has_changed_meanwhile_is_not_overwritten(root):
    read = {path: sha256_at(root / path) for path in ("data/one.csv", "data/two.csv")}
    (root / "data/two.csv").write_bytes(b"theirs\n")
    before = state(root)
    with pytest.raises(EditError, match=r"since this command read it: data/two\.csv\. Nothing was written"):
        write_files(root, {"data/one.csv": b"mine\n"}, read)
    assert state(root) == before


def test_the_second_waits_or_says_who_holds_the_lock(root, monkeypatch):
    ready, go = os.pipe(), os.pipe()

    def hold():
        with locked(root):
            os.write(ready[1], b".")
            os.read(go[0], 1)

    process = in_child(hold)
    os.read(ready[0], 1)
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)
    with pytest.raises(EditError) as refused:
        write_files(root, NEW)
    for lang in LANGUAGES:
        assert (
            str(process) in refused.value.message[lang] and str(date.today()) in refused.value.message[lang]
        )
    assert state(root) == OLD
    (root / STATE / "holder.json").write_text("{")
    with pytest.raises(EditError, match="did not leave its name"), locked(root):
        pass
    monkeypatch.setattr(lock, "WAIT_SECONDS", 10.0)
    os.write(go[1], b".")
    write_files(root, NEW)
    assert ended(process) == 0 and state(root) == AFTER


def test_the_lock_of_a_killed_process_is_free(root, monkeypatch):
    def hold():
        with locked(root):
            kill()

    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)
    assert ended(in_child(hold)) == -signal.SIGKILL
    write_files(root, NEW)
    assert state(root) == AFTER


def test_of_processes_that_write_at_once_none_loses_what_another_wrote(root):
    """Each adds a line of its own to a file, again if it was told that another was faster."""

    def add(number):
        while True:
            read, text = sha256_at(root / "same.txt"), (root / "same.txt").read_bytes()
            try:
                write_files(
                    root, {"same.txt": text + b"%d\n" % number, f"{number}": b"."}, {"same.txt": read}
                )
                return
            except EditError:
                time.sleep(0.001)

    processes = [in_child(lambda number=number: add(number)) for number in range(12)]
    assert [ended(process) for process in processes] == [0] * 12
    assert sorted((root / "same.txt").read_bytes().split()) == sorted(
        [b"same", *(b"%d" % n for n in range(12))]
    )


# -- Journals of strangers ----------------------------------------------------------------------------


STAGED = sha256_at(Path(__file__))


def entry(path, before=None, after=STAGED):
    return {"path": path, "before": before, "after": after}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'[{"path": "data/one.csv", "bef',
        b"{}x",
        b'"text"',
        b"[5]",
        b"[" * 100_000,
        json.dumps([{"path": "data/one.csv"}]).encode(),
        json.dumps([entry("data/one.csv") | {"other": 1}]).encode(),
        json.dumps([entry(5)]).encode(),
        *(
            json.dumps([entry(path)]).encode()
            for path in (
                "../outside",
                "/etc/outside",
                "data/../../outside",
                "out/file",
                ".git/hooks/post-checkout",
                "data/../.git/config",
                ".GIT/config",
                "hooks/post-checkout",
                ".venv/bin/python",
                ".riwaya/lock",
                "C:\\outside",
                "",
                ".",
                "data/\0",
            )
        ),
        # Neither the old file nor the new one.
        json.dumps([entry("data/one.csv", "0" * 64)]).encode(),
        # Nothing was staged.
        json.dumps([entry("data/new.csv")]).encode(),
        json.dumps([entry("data/one.csv", sha256_at(Path(__file__)), None)]).encode(),
    ],
)
def test_a_torn_foreign_or_hostile_journal_is_refused_and_nothing_changes(content, root, tmp_path):
    (root / ".git/hooks").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (root / "out").symlink_to(tmp_path / "elsewhere")
    (root / "hooks").symlink_to(root / ".git/hooks")
    (root / STATE / "new").mkdir(parents=True)
    if b"data/new.csv" not in content:
        shutil.copy(__file__, root / STATE / "new/0")
    (root / JOURNAL).write_bytes(content)
    before = state(tmp_path)
    for _ in range(2):
        with pytest.raises(EditError) as refused:
            finish_interrupted(root)
        assert STATE in refused.value.message.en and STATE in refused.value.message.ar
        assert {path: data for path, data in state(tmp_path).items() if STATE not in path} == {
            path: data for path, data in before.items() if STATE not in path
        }
        assert (root / JOURNAL).read_bytes() == content


@pytest.mark.parametrize("name", ["", "lock", "journal.json", "new", "new/0", "holder.json"])
def test_links_in_the_hidden_folder_are_never_followed(name, root, tmp_path):
    interrupted(root)
    theirs = tmp_path / "theirs"
    link = root / STATE / name
    if link.is_dir():
        shutil.copytree(link, theirs)
        shutil.rmtree(link)
    else:
        theirs.write_bytes(b"theirs\n")
        link.unlink(missing_ok=True)
    link.symlink_to(theirs)
    before = state(theirs) if theirs.is_dir() else theirs.read_bytes()
    held = {path: data for path, data in state(root).items()}
    for change in (lambda: finish_interrupted(root), lambda: write_files(root, {"same.txt": b"x"})):
        with pytest.raises(EditError, match=r"Delete \.riwaya"):
            change()
    assert (state(theirs) if theirs.is_dir() else theirs.read_bytes()) == before and state(root) == held


def test_a_pipe_in_the_hidden_folder_is_refused(root):
    interrupted(root)
    (root / STATE / "new/0").unlink(missing_ok=True)
    os.mkfifo(root / STATE / "new/0")
    with pytest.raises(EditError, match="plain files"):
        finish_interrupted(root)


@pytest.mark.parametrize("path", ["../outside", "/tmp/outside", ".git/config", ".riwaya/lock"])
def test_no_command_writes_outside(path, root):
    with pytest.raises(EditError, match="not a path that may be written"):
        write_files(root, {path: b""})


def test_a_file_that_was_edited_after_the_kill_is_not_overwritten(root):
    interrupted(root)
    (root / "data/two.csv").write_bytes(b"theirs\n")
    before = state(root)
    with pytest.raises(EditError, match=r"neither the old one nor the new one: data/two\.csv"):
        finish_interrupted(root)
    assert state(root) == before
    (root / "data/two.csv").write_bytes(OLD["data/two.csv"])
    finish_interrupted(root)
    assert state(root) == AFTER


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_may_not_write_there_is_told_what_to_do(lang, root, monkeypatch):
    interrupted(root)

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied", str(root / STATE))

    monkeypatch.setattr(lock, "_state_folder", refuse)
    with pytest.raises(EditError) as refused:
        finish_interrupted(root)
    reason = {"en": "you do not have permission", "ar": "ليس لديك إذن"}[lang]
    assert f"{STATE}: {reason}" in refused.value.message[lang]


# -- Commands -----------------------------------------------------------------------------------------

REASON = ("--reason-en", "Wrong.", "--reason-ar", "خطأ.")
COMMANDS = {
    "new": ("new", "location"),
    "retire": ("retire", "FIG-0008", "--kind", "retracted", "--with-dependents", *REASON),
    "fix": ("fix",),
    "workbook": ("workbook", "import", "{home}/edited.xlsx", "--yes"),
    "redact": ("redact", "--text", "{home}/text", "{home}/dist/riwaya-0.2.0"),
    "record": ("record", "{home}/dist/riwaya-0.2.0"),
    "codebook": ("codebook",),
    "rules": ("rules", "--write"),
    "init": ("init", "{home}/made"),
    "upgrade": ("init", "--upgrade", ".", "--yes"),
    "draw": ("reliability", "--draw", "--seed", "7"),
    "compare": ("reliability", "--write"),
}
ONE_FILE = ("new", "draw")
KILLS = math.ceil(200 / len(COMMANDS))
"""For each command."""
PUBLISHED = ("redact", "record")
EDITS = {
    "Reported prisoner exchange at Hasu": "Reported swap at Hasu",
    "Security body of the SDF": "A security body of the SDF",
}
"""Cells of two tables in the workbook."""
SHARED = {"pyproject.toml": b'[project]\nversion = "9.0.0"\n', "src/a.py": b"a\n", "src/b.py": b"b\n"}


def riwaya(*arguments, code=0, **options):
    result = CliRunner().invoke(main, [*arguments, "--lang", "en"], **options)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def add_location(form, *_, names=("One", "Two")):
    """What somebody types into `new`: two rows."""
    sheet = form.sheets["locations"]
    for name in names:
        identity = f"LOC-{len(sheet.records) + 1:04}"
        cells = {
            "location_id": identity,
            "kind": "village",
            "name_ar": f"قرية {name}",
            "name_en": f"Village {name}",
        }
        record = Record(
            dict.fromkeys(sheet.header, "") | cells | {"parent_id": "LOC-0002", "precision": "unknown"}
        )
        sheet.records.append(record)
        form.rows.append(SimpleNamespace(sheet=sheet, record=record))
    return identity


def confirmed(*_):
    """The yes of somebody who has seen the changes, which take longer to show than to write."""
    return True


def edited_workbook(file):
    riwaya("workbook", "export", str(file))
    book, edited = openpyxl.load_workbook(file), 0
    for cell in (cell for sheet in ("events", "actors") for row in book[sheet] for cell in row):
        if cell.value in EDITS:
            cell.value, edited = EDITS[cell.value], edited + 1
    assert edited == len(EDITS)
    book.save(file)


def code_a_claim(root):
    """What a second coder writes into the first row of the sample."""
    sheets = read_sheets(Package.open(root))
    sheets[TABLE].records[0].set("stance", "asserts")
    put_in_place(Package.open(root), sheets)


def prepared(name, home, monkeypatch):
    """The package on which a command works, with what it needs."""
    root = copy_package(home / "package")
    monkeypatch.chdir(root)
    if name == "new":
        monkeypatch.setattr("riwaya.cli.new.Form.add_rows", add_location)
    elif name == "fix":
        for table in ("events", "actors", "claims"):
            file = root / f"data/{table}.csv"
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    elif name == "workbook":
        edited_workbook(home / "edited.xlsx")
    elif name in PUBLISHED:
        edited_release([], home)
        if name == "redact":
            riwaya("record", f"{home}/dist/riwaya-0.2.0")
            (home / "text").write_text("near the village\n", "utf-8")
    elif name == "compare":
        riwaya(*COMMANDS["draw"])
        code_a_claim(root)
    elif name in ("init", "upgrade"):
        for module in ("scaffold", "upgrade"):
            monkeypatch.setattr(f"riwaya.curation.{module}.shared_files", lambda _: dict(SHARED))
        if name == "upgrade":
            files = {"src/a.py": b"old\n", "src/gone.py": b"gone\n"}
            put_files(root, files)
            hashes = {path: sha256_at(root / path) for path in files}
            (root / ".riwaya.json").write_text(json.dumps({"version": "1.0.0", "files": hashes}))
    return root


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_random_moments_leaves_the_old_package_or_the_new_one(
    name, tmp_path, monkeypatch
):
    """What a command is about to write, forks of it write and are killed; then the command itself ends."""
    package, chance = prepared(name, tmp_path, monkeypatch), random.Random(name)
    changed = tmp_path / "made" if name == "init" else package
    old = state(changed) if changed.exists() else {}
    stage, place, seen = journal._stage, journal._place, []

    def write(root, changes, files, step=None):
        if step is not None:
            at_step(step, kill)
        stage(root, changes, files)
        place(root, changes)

    def restore():
        found = state(changed)
        for path in {*found} - {*old}:
            (changed / path).unlink()
        put_files(changed, {path: data for path, data in old.items() if found.get(path) != data})
        (changed / JOURNAL).unlink(missing_ok=True)

    def killed_often(root, changes, files):
        assert root.resolve() == changed.resolve() and (len(changes) > 1 or name in ONE_FILE)
        began, most = time.monotonic(), 400
        assert ended(in_child(lambda: write(root, changes, files))) == 0
        # A machine that was busy just then must not make each of them wait.
        took = min(time.monotonic() - began, 0.1)
        restore()
        while len(seen) < KILLS:
            if len(seen) % 3:
                step = chance.randrange(most)
                process = in_child(partial(write, root, changes, files, step))
            else:
                step, process = None, in_child(lambda: write(root, changes, files))
                time.sleep(chance.uniform(0, took))
                os.kill(process, signal.SIGKILL)
            code = ended(process)
            assert code in (0, -signal.SIGKILL) and time.monotonic() - began < 120
            if code == 0:
                most = step or most
            else:
                # As the next command does, which would find the lock free.
                journal._finish(root)
                seen.append(state(root))
            restore()
        stage(root, changes, files)

    monkeypatch.setattr(journal, "_stage", killed_often)
    for module in ("cli.report", "curation.sheets"):
        monkeypatch.setattr(f"riwaya.{module}.check_package", checked_once)
    arguments = [word.format(home=tmp_path) for word in COMMANDS[name]]
    output = riwaya(*arguments, input="yes\n" * 3)
    new = state(changed)
    assert new != old, output
    assert len(seen) == KILLS
    assert all(found in (old, new) for found in seen) and old in seen and new in seen
    for files in (new,) if name in ("init", "fix") else (old, new):
        assert checked_once(Package.open(Overlay(files))).report.ok


def test_two_that_add_a_row_at_once_lose_none(tmp_path):
    """As `new` does, which holds no lock while somebody types: who is too late is told so and has written
    nothing."""
    root = copy_package(tmp_path / "package")

    def add(pipe, number):
        sheets = read_sheets(Package.open(root))
        add_location(SimpleNamespace(sheets=sheets, rows=[]), names=[f"{number}"])
        os.read(pipe, 1)
        try:
            put_in_place(Package.open(root), sheets)
        except EditError as error:
            assert "data/locations.csv" in error.message.en
            os._exit(2)

    read, go = os.pipe()
    before = len((root / "data/locations.csv").read_bytes().splitlines())
    processes = [in_child(partial(add, read, number)) for number in range(4)]
    time.sleep(0.5)
    os.write(go, b"....")
    assert sorted(ended(process) for process in processes) == [0, 2, 2, 2]
    assert len((root / "data/locations.csv").read_bytes().splitlines()) == before + 1


@pytest.mark.parametrize("fault", ["edited", "full"])
def test_new_prints_what_was_typed_when_it_cannot_write(fault, tmp_path, monkeypatch):
    root = prepared("new", tmp_path, monkeypatch)
    file = root / "data/locations.csv"

    def edited(*_):
        file.write_bytes(file.read_bytes() + b"\n")
        return True

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "0")

    monkeypatch.setattr("riwaya.cli.new.confirm_changes", edited if fault == "edited" else confirmed)
    if fault == "full":
        monkeypatch.setattr(journal, "_stage", full)
    before = state(root)
    output = riwaya("new", "location", code=2)
    assert "قرية One" in output and "قرية Two" in output
    assert "changed by somebody else" in output.casefold() or "disk is full" in output
    changed = {path for path, data in state(root).items() if before[path] != data}
    assert (
        changed == ({"data/locations.csv"} if fault == "edited" else set())
        and b"Village One" not in file.read_bytes()
    )


@pytest.mark.parametrize("lang, at", [("en", 0), ("ar", 1), ("en", -1)])
def test_new_says_what_is_stored_when_it_is_interrupted(lang, at, tmp_path, monkeypatch):
    """Before the journal is there, after that, and when all is done."""
    root = prepared("new", tmp_path, monkeypatch)
    stage, place = journal._stage, journal._place

    def interrupted(act, *arguments, also):
        if also:
            act(*arguments)
        raise KeyboardInterrupt

    if at == 0:
        monkeypatch.setattr(journal, "_stage", partial(interrupted, stage, also=False))
    else:
        monkeypatch.setattr(journal, "_place", partial(interrupted, place, also=at < 0))
    monkeypatch.setattr("riwaya.cli.new.confirm_changes", confirmed)
    output = CliRunner().invoke(main, ["new", "location", "--lang", lang]).output
    stored = {"en": "Interrupted after your answers were stored", "ar": "انقطع الأمر بعد حفظ إجاباتك"}[lang]
    assert (stored in output) == (at != 0) and ("Nothing was written" in output) == (at == 0), output
    assert ("قرية One" in output) == (at == 0)
    monkeypatch.setattr(journal, "_place", place)
    finish_interrupted(root)
    assert ("قرية One" in (root / "data/locations.csv").read_text("utf-8")) == (at != 0)


def test_a_command_waits_for_another_that_changes_the_package(tmp_path, monkeypatch):
    """`retire` takes the lock before it reads: what the other one writes is not lost."""
    root = prepared("retire", tmp_path, monkeypatch)
    ready, go = os.pipe(), os.pipe()

    def other():
        with locked(root):
            os.write(ready[1], b".")
            os.read(go[0], 1)
            sheets = read_sheets(Package.open(root))
            add_location(SimpleNamespace(sheets=sheets, rows=[]))
            put_in_place(Package.open(root), sheets)

    process = in_child(other)
    os.read(ready[0], 1)
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)
    output = riwaya(*COMMANDS["retire"], code=2)
    assert f"process {process}" in output and "Nothing was written" in output
    monkeypatch.setattr(lock, "WAIT_SECONDS", 10.0)
    os.write(go[1], b".")
    riwaya(*COMMANDS["retire"])
    assert ended(process) == 0
    assert "قرية One" in (root / "data/locations.csv").read_text("utf-8")
    assert "\nFIG-0008," not in (root / "data/figures.csv").read_text("utf-8")


def test_the_next_command_finishes_what_was_interrupted_and_a_link_is_named(tmp_path, monkeypatch):
    root = prepared("new", tmp_path, monkeypatch)
    text = (root / "data/events.csv").read_bytes().replace(b"exchange at Hasu,", b"swap at Hasu,")

    def work():
        monkeypatch.setattr(journal, "_place", kill)
        write_files(root, {"data/events.csv": text})

    assert ended(in_child(work)) == -signal.SIGKILL and (root / "data/events.csv").read_bytes() != text
    assert "swap at Hasu" in riwaya("show", "EVT-0001")
    assert (root / "data/events.csv").read_bytes() == text
    (root / JOURNAL).write_text("{")
    assert "journal.json" in riwaya("validate", code=2)
