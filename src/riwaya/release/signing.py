"""Signs releases and checks signatures with OpenSSH: SHA256SUMS.sig covers SHA256SUMS, so every file."""

from __future__ import annotations

import subprocess
from pathlib import Path

from riwaya.errors import ReleaseError
from riwaya.release import MESSAGES
from riwaya.release.manifest import SUMS

SIGNATURE = f"{SUMS}.sig"
# A signature made for something else is none of a release.
_NAMESPACE = "riwaya"


def sign(folder: Path, key: Path) -> None:
    """Write SHA256SUMS.sig with a private key, or with the public key of one that an agent has; ReleaseError
    where that fails.
    """
    made = _ssh_keygen("sign", "-f", str(key), "-n", _NAMESPACE, data=(folder / SUMS).read_bytes())
    if made.returncode:
        # Of a key that it cannot read ssh-keygen says that another file does not exist.
        raise ReleaseError(MESSAGES("not-signed", key=key.name))
    (folder / SIGNATURE).write_bytes(made.stdout)


def is_signed(folder: Path, signers: Path) -> bool:
    """Whether SHA256SUMS.sig is the signature of one of the signers, a file as ssh-keygen reads it (ALLOWED
    SIGNERS).
    """
    by = ("-s", str(folder / SIGNATURE), "-f", str(signers))
    found = _ssh_keygen("find-principals", *by, "-n", _NAMESPACE)
    names = found.stdout.decode("utf-8", "replace").splitlines() if found.returncode == 0 else ()
    sums = (folder / SUMS).read_bytes()
    return any(
        _ssh_keygen("verify", *by, "-I", name, "-n", _NAMESPACE, data=sums).returncode == 0 for name in names
    )


def _ssh_keygen(does: str, *options: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", "-Y", does, *options], input=data, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise ReleaseError(MESSAGES("ssh-keygen-missing")) from None
