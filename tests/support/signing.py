"""Keys and lists of signers for tests of signed releases, made by ssh-keygen."""

import subprocess
from pathlib import Path


def key_of(folder: Path, name: str, kind: str = "ed25519") -> Path:
    """A new private key without a passphrase, in folder/name."""
    command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(folder / name)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / name


def signers_of(file: Path, **keys: Path) -> Path:
    """A file of allowed signers: each name at example.org with the public half of its key."""
    lines = (f"{who}@example.org {key.with_suffix('.pub').read_text('utf-8')}" for who, key in keys.items())
    file.write_text("".join(lines), "utf-8")
    return file
