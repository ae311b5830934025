"""pyright finds no error in src."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_pyright_finds_no_error():
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    errors = [
        f"{Path(item['file']).relative_to(ROOT)}:{item['range']['start']['line'] + 1}: {item['message']}"
        for item in json.loads(checked.stdout)["generalDiagnostics"]
        if item["severity"] == "error"
    ]
    assert not errors, "\n".join(errors)
