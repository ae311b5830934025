"""Makes the environment `.venv` once, then runs one command in it. Standard library only.

Two scripts may start at the same moment: one makes the environment, the other waits. A set-up that was killed
is made anew.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
STAMP = HOME / "riwaya-stamp"
LOCK = ROOT / ".venv.lock"
"""Locked by the process that makes the environment. Not empty while a set-up runs or after it has failed."""


def run(module, *arguments, locks=(), inside=True):
    """Run `python -m MODULE ARGUMENTS…` in the environment, and exit with its exit code.

    `locks` names further lock files, to be installed beside requirements.lock. With `inside` the command runs
    in the root of the repository; without, where the caller is, so that relative paths are the caller's. No
    module is imported from that folder: it may be somebody else's. `--help` sets up nothing.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reads this file first
        stop(
            "Python 3.11 or newer is needed; this is {}.{}. Install it and run this file with it.".format(
                *sys.version_info
            ),
            "يلزم Python 3.11 أو أحدث، وهذا {}.{}. ثبّته وشغّل به هذا الملف.".format(*sys.version_info),
        )
    if not {"-h", "--help"}.isdisjoint(arguments) and not is_ready(locks):
        show_help()
        sys.exit(0)
    try:
        if runs_inside() and not is_ready(locks):
            sys.exit(from_outside())
        prepare(locks)
        command = [str(interpreter()), *([] if inside else ["-P"]), "-m", module, *arguments]
        code = subprocess.run(command, cwd=ROOT if inside else None, env=clean_environment()).returncode
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def prepare(locks=()):
    """Make `.venv` and install the further `locks`, unless that is done already."""
    if is_ready(locks):
        return
    with exclusive() as lock:
        if HOME.exists() and not (STAMP.exists() or lock.read(1)):
            stop(
                "The folder .venv was not made by this project. Move it away and try again.",
                "المجلد .venv لم ينشئه هذا المشروع. انقله من مكانه ثم أعد المحاولة.",
            )
        if not is_current():
            lock.write(b"unfinished")
            lock.flush()
            make(lock)
        for name in locks:
            if not is_installed(name):
                install(lock, "--require-hashes", "--no-deps", "-r", str(ROOT / name))
                (HOME / (name + "-stamp")).write_bytes((ROOT / name).read_bytes())
        lock.truncate(0)


def show_help():
    """Print what the script does, as long as there is no environment whose command has a help."""
    sys.stdout.reconfigure(encoding="utf-8")
    print(sys.modules["__main__"].__doc__)
    print("All options are listed once .venv is there. Run this file without --help to set it up.")
    print("تُعرض الخيارات كلها بعد إعداد .venv. شغّل هذا الملف بلا \u2066--help\u2069 لإعداده.")


def runs_inside():
    """Whether the Python that runs this is that of `.venv`, as in an activated environment."""
    return Path(sys.prefix).resolve() == HOME.resolve()


def from_outside():
    """Run the same command with the Python that `.venv` was made of, and return its exit code.

    `.venv` may have to be removed, with the Python in it, and it may have no pip.
    """
    return subprocess.run([sys._base_executable, *sys.orig_argv[1:]], env=clean_environment()).returncode


def make(lock):
    """Make `.venv` anew with what requirements.lock names, and the project itself."""
    print("Setting up .venv (once) · يجري إعداد .venv (مرة واحدة)", file=sys.stderr)
    try:
        if HOME.exists():
            shutil.rmtree(HOME)
    except OSError as error:
        stop(
            f"The old .venv cannot be removed ({error}). Close the programs that use it and try again.",
            f"تعذّر حذف المجلد .venv القديم ({error}). أغلق البرامج التي تستخدمه ثم أعد المحاولة.",
        )
    step(
        lock,
        [sys.executable, "-m", "venv", *(["--without-pip"] if has_pip() else []), str(HOME)],
        "Python's venv is missing. Install it (on Debian: the package python3-venv) and try again.",
        "وحدة venv غير متاحة. ثبّتها (في Debian: الحزمة python3-venv) ثم أعد المحاولة.",
    )
    install(lock, "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements.lock"))
    install(lock, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(fingerprint(), encoding="utf-8")


def is_ready(locks):
    """Whether `.venv` is there as it is now made, with the further `locks`."""
    return is_current() and all(is_installed(lock) for lock in locks)


def is_current():
    """Whether `.venv` was made from the present lock file, packaging and Python."""
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == fingerprint() and interpreter().exists()


def is_installed(lock):
    """Whether a further lock file was installed as it is now."""
    stamp = HOME / (lock + "-stamp")
    return stamp.is_file() and stamp.read_bytes() == (ROOT / lock).read_bytes()


def fingerprint():
    """A hash of all that the environment is made from."""
    parts = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode()])).hexdigest()


def interpreter():
    """The Python of the environment."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean_environment():
    """The environment variables without those that make Python import from elsewhere, or compile what it
    imports in every process: `install` has compiled nothing.
    """
    left_out = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "__PYVENV_LAUNCHER__")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PYTHONUTF8": "1"}


@contextlib.contextmanager
def exclusive():
    """Hold LOCK, open for reading and writing. Wait for a process that has it."""
    with open(LOCK, "a+b", buffering=0) as lock:
        if not try_lock(lock):
            print(
                "Waiting for another process to set up .venv · بانتظار عملية أخرى تُعِدّ المجلد .venv",
                file=sys.stderr,
            )
            while not try_lock(lock, wait=True):
                pass
        lock.seek(0)
        yield lock


def try_lock(lock, wait=False):
    """Lock an open file, at once or after waiting; whether that succeeded."""
    try:
        if os.name == "nt":
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def has_pip():
    """Whether the Python that runs this has pip: then `.venv` needs none of its own, which takes seconds."""
    return importlib.util.find_spec("pip") is not None


def pip():
    """The command that installs into `.venv`."""
    inside = str(interpreter())
    return [sys.executable, "-m", "pip", "--python", inside] if has_pip() else [inside, "-m", "pip"]


def install(lock, *arguments):
    """Run pip in `.venv`. A module is compiled when it is first imported: most never are."""
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    step(
        lock,
        [*pip(), "install", *quiet, *arguments],
        "The packages could not be installed: see above. Check the network or pip's index, then try again.",
        "تعذّر تثبيت الحزم: انظر ما سبق. تحقّق من الشبكة أو من إعداد فهرس pip ثم أعد المحاولة.",
    )


def step(lock, command, en, ar):
    """Run one step of the set-up, or stop with the likely reason.

    The step inherits the lock: if this process is killed, the next one waits until the orphaned step has
    ended.
    """
    inherited = {} if os.name == "nt" else {"pass_fds": [lock.fileno()]}
    if subprocess.run(command, cwd=ROOT, **inherited).returncode:
        stop(en, ar)


def stop(en, ar):
    """Exit with code 2 and the reason in both languages."""
    sys.stderr.write(en + "\n" + ar + "\n")
    sys.exit(2)
