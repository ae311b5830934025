"""What the doors share: make the environment once, then run one command in it. Standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
STAMP = HOME / "riwaya-stamp"


def run(module, *arguments, locks=(), inside=True):
    """Run `python -m MODULE ARGUMENTS… ` with this process's own arguments behind, and end with its exit code.

    What `locks` name, files like requirements.lock, is installed beside the rest. What does not run `inside` the repository runs
    where the caller is, whose paths are meant from there; no module is taken from that folder, which may be somebody else's.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        stop(
            "Python 3.11 or newer is needed; this is {}.{}. Install it and run this file with it.".format(
                *sys.version_info
            ),
            "يلزم Python 3.11 أو أحدث، وهذا {}.{}. ثبّته وشغّل به هذا الملف.".format(*sys.version_info),
        )
    make_environment()
    for lock in locks:
        add(lock)
    command = [str(interpreter()), *([] if inside else ["-P"]), "-m", module, *arguments, *sys.argv[1:]]
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")
    }
    environment["PYTHONUTF8"] = "1"
    try:
        code = subprocess.run(command, cwd=ROOT if inside else None, env=environment).returncode
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def interpreter():
    """The environment's own Python."""
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment():
    """`.venv` with what the lock names, made once; made anew when the lock or the project's packaging changes."""
    stamp = expected_stamp()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == stamp and interpreter().exists():
        return
    if HOME.exists() and not (STAMP.exists() or (HOME / "riwaya-unfinished").exists()):
        stop(
            ".venv is there, but was not made by this project. Move it away and try again.",
            "المجلد .venv موجود ولم ينشئه هذا المشروع. انقله من هنا وأعد المحاولة.",
        )
    print("Setting up .venv (once) · يجري إعداد .venv (مرة واحدة)", file=sys.stderr)
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir()
    (HOME / "riwaya-unfinished").touch()
    step(
        [sys.executable, "-m", "venv", str(HOME)],
        "Python's venv is missing. Install it (on Debian: the package python3-venv) and try again.",
        "وحدة venv غير متاحة. ثبّتها (في Debian: الحزمة python3-venv) وأعد المحاولة.",
    )
    install("--require-hashes", "-r", str(ROOT / "requirements.lock"))
    install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(stamp, encoding="utf-8")


def add(lock):
    """What a further lock names, in `.venv` beside what is there, once; again when the lock changes."""
    stamp, content = HOME / (lock + "-stamp"), (ROOT / lock).read_bytes()
    if not stamp.is_file() or stamp.read_bytes() != content:
        install("--require-hashes", "-r", str(ROOT / lock))
        stamp.write_bytes(content)


def install(*arguments):
    """Run pip in `.venv`."""
    step(
        [str(interpreter()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments],
        "The packages could not be installed: see above. Check the network, or set pip's index, and try again.",
        "تعذّر تثبيت الحزم: انظر ما سبق. تحقق من الشبكة أو من إعداد فهرس pip ثم أعد المحاولة.",
    )


def expected_stamp():
    """A fingerprint of what the environment is made from."""
    parts = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode()])).hexdigest()


def step(command, en, ar):
    """Run one step of the setup, or stop with why it may have failed."""
    if subprocess.run(command, cwd=ROOT).returncode:
        stop(en, ar)


def stop(en, ar):
    """Could not run: exit code 2, with the reason in both languages."""
    sys.stderr.write(en + "\n" + ar + "\n")
    sys.exit(2)
