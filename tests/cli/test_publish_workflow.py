"""The workflow `publish`: off until switched on, keys apart from code; its steps run against stand-ins."""

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile

import pytest
import yaml

from tests.support.package_copies import ROOT

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "jq", "curl", "unzip", "sha256sum"))), reason="no tools of the runner"
)
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
JOBS = WORKFLOW["jobs"]


def script(job, name):
    return next(step["run"] for step in JOBS[job]["steps"] if step.get("name") == name)


def run(text, folder, path="", **variables):
    env = os.environ | variables | {"PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    # The runner's own options for `shell: bash`.
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text]
    return subprocess.run(shell, cwd=folder, env=env, capture_output=True, text=True)


def stand_in(folder, name, body):
    """A program of this name in Python, which appends its arguments to calls.json."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    log = f"with open({str(folder / 'calls.json')!r}, 'a') as calls: calls.write(json.dumps(given) + '\\n')"
    head = f"#!{sys.executable}\nimport json, pathlib, sys\ngiven = sys.argv[1:]"
    file.write_text(f"{head}\n{log}\n{body}\n")
    file.chmod(0o755)
    return folder


def calls(folder):
    return [json.loads(line) for line in (folder / "calls.json").read_text("utf-8").splitlines()]


def test_every_job_is_off_until_its_variable_is_set():
    switches = {"site": "vars.SITE_ADDRESS != ''", "zenodo": "vars.ZENODO == 'true'"}
    switches["huggingface"] = "vars.HF_DATASET != ''"
    assert {*JOBS} == {*switches, "pages"} and JOBS["pages"]["needs"] == "site"
    for name, switch in switches.items():
        condition = JOBS[name]["if"]
        assert condition.startswith(f"{switch} && (") and "conclusion == 'success'" in condition
    english = (ROOT / "docs/publishing.md").read_text("utf-8")
    used = {*re.findall(r"(?:vars|secrets)\.([A-Z_]+)", (ROOT / ".github/workflows/publish.yml").read_text())}
    assert not [name for name in used if f"`{name}`" not in english]
    assert not [
        name for name in used if f"`{name}`" not in (ROOT / "docs/publishing.ar.md").read_text("utf-8")
    ]


def test_what_holds_a_key_runs_no_code_of_the_repository():
    assert WORKFLOW["permissions"] == {} and WORKFLOW["defaults"]["run"]["shell"] == "bash"
    for name, job in JOBS.items():
        text = yaml.safe_dump(job)
        checks_out = "actions/checkout@" in text
        assert checks_out == (name == "site")
        assert ("secrets." in text) == (name in ("zenodo", "huggingface"))
        writes = {what for what, how in job["permissions"].items() if how == "write"}
        assert writes == ({"pages", "id-token"} if name == "pages" else set())


def test_the_site_is_made_of_all_releases(tmp_path):
    tools = stand_in(
        tmp_path / "tools",
        "gh",
        "if given[1] == 'list': print('v0.2.0\\nv0.1.0')\n"
        "else:\n"
        "    folder = pathlib.Path(given[given.index('--dir') + 1]); folder.mkdir(exist_ok=True)\n"
        "    (folder / f'riwaya-{given[2][1:]}.zip').touch()",
    )
    done = run(script("site", "All releases"), tmp_path, str(tools), RUNNER_TEMP=str(tmp_path))
    assert done.returncode == 0, done.stderr
    stand_in(tmp_path / ".venv", "unused", "")
    stand_in(tmp_path / ".venv/bin", "riwaya", "")
    variables = {"RUNNER_TEMP": str(tmp_path), "SITE_ADDRESS": "https://example.org/a b"}
    done = run(script("site", "Site"), tmp_path, SITE_WITHOUT="0.0.1 0.0.2", **variables)
    assert done.returncode == 0, done.stderr
    (given,) = calls(tmp_path / ".venv/bin")
    zips = [str(tmp_path / f"releases/riwaya-0.{number}.0.zip") for number in (1, 2)]
    where = ["--out", "site", "--address", "https://example.org/a b", "--docs", "dist/docs"]
    assert given == ["site", *zips, *where, "--without", "0.0.1", "--without", "0.0.2"]


@pytest.fixture
def release(tmp_path):
    """The folder in which a job has its release, as the step before has left it."""
    folder = tmp_path / "work"
    files = {
        "datapackage.json": '{"version": "0.3.0"}',
        "metadata/zenodo.json": '{"title": "A", "doi": "10.1/x"}',
    }
    for path, text in files.items():
        file = folder / "release/riwaya-0.3.0" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    with zipfile.ZipFile(folder / "riwaya-0.3.0.zip", "w") as archive:
        archive.writestr("riwaya-0.3.0/datapackage.json", files["datapackage.json"])
        sums = "8" * 64 + "  datapackage.json\n"
        archive.writestr("riwaya-0.3.0/SHA256SUMS", sums)
    return folder


def test_a_release_with_another_hash_stops_the_job(release, tmp_path):
    shutil.rmtree(release / "release")
    tools = stand_in(tmp_path / "tools", "gh", "")
    for job in ("zenodo", "huggingface"):
        done = run(script(job, "The newest release, checked"), release, str(tools))
        assert done.returncode != 0 and "datapackage.json: FAILED" in done.stdout
        shutil.rmtree(release / "release")


class Zenodo(http.server.BaseHTTPRequestHandler):
    """As much of Zenodo's deposit API as the step uses; refuses other tokens and published drafts."""

    protocol_version = "HTTP/1.1"

    def answer(self, code, made=None):
        data = json.dumps(made).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def handle_any(self):
        state, length = self.server.state, int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Transfer-Encoding") == "chunked":
            raise AssertionError("Zenodo needs a length")
        body, at = self.rfile.read(length), f"http://127.0.0.1:{self.server.server_port}"
        if self.headers["Authorization"] != "Bearer a key":
            return self.answer(401, {"message": "no"})
        state["requests"].append((self.command, self.path))
        draft, bucket = f"{at}/api/deposit/depositions/7", f"{at}/api/files/bucket"
        links = {"self": draft, "latest_draft": draft, "bucket": bucket, "html": f"{at}/deposit/7"}
        record = {"id": 7, "conceptrecid": "6", "links": links}
        match self.command, self.path.removeprefix("/api"):
            case ("POST", "/deposit/depositions") | ("POST", "/deposit/depositions/5/actions/newversion"):
                self.answer(201, record)
            case "GET", "/deposit/depositions/7":
                self.answer(200, record)
            case "GET", "/deposit/depositions/7/files":
                self.answer(200, [{"id": "old-1"}, {"id": "old-2"}])
            case "DELETE", path if path.startswith("/deposit/depositions/7/files/old-"):
                self.answer(204)
            case "PUT", "/files/bucket/riwaya-0.3.0.zip":
                state["zip"] = body
                self.answer(201, {})
            case "PUT", "/deposit/depositions/7":
                state["metadata"] = json.loads(body)
                self.answer(200, record)
            case "POST", "/deposit/depositions/7/actions/publish":
                self.answer(202, record | {"conceptdoi": "10.5281/zenodo.6", "doi": "10.5281/zenodo.7"})
            case _:
                self.answer(404, {})

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, *_):
        pass


@pytest.fixture
def zenodo():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Zenodo)
    server.state = {"requests": []}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.loopback
@pytest.mark.parametrize("record", ["", "5"])
@pytest.mark.parametrize("publish", ["", "true"])
def test_a_deposit_has_the_zip_and_the_metadata(record, publish, zenodo, release, tmp_path):
    variables = {
        "TOKEN": "a key",
        "RECORD": record,
        "PUBLISH": publish,
        "API": f"http://127.0.0.1:{zenodo.server_port}/api",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    done = run(script("zenodo", "Deposit"), release, **variables)
    assert done.returncode == 0, done.stderr
    assert zenodo.state["zip"] == (release / "riwaya-0.3.0.zip").read_bytes()
    # Zenodo gives the DOI of the version itself.
    assert zenodo.state["metadata"] == {"metadata": {"title": "A"}}
    asked = [path.rpartition("/")[2] for command, path in zenodo.state["requests"] if command != "GET"]
    first = ["newversion", "old-1", "old-2"] if record else ["depositions"]
    assert asked == [*first, "riwaya-0.3.0.zip", "7", *["publish"] * bool(publish)]
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "riwaya record --doi 10.5281/zenodo.6\n" in summary and "/deposit/7" in summary


@pytest.mark.loopback
def test_a_refused_key_ends_the_deposit(zenodo, release, tmp_path):
    variables = {"RECORD": "5", "PUBLISH": "true", "API": f"http://127.0.0.1:{zenodo.server_port}/api"}
    variables["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    done = run(script("zenodo", "Deposit"), release, TOKEN="another", **variables)
    assert done.returncode != 0 and zenodo.state["requests"] == []


def test_the_hub_gets_the_release_without_the_explorer(release, tmp_path):
    tools = stand_in(tmp_path / "tools", "hf", "")
    done = run(script("huggingface", "Upload"), release, str(tools), HF_DATASET="us/riwaya", HF_TOKEN="a key")
    assert done.returncode == 0, done.stderr
    upload, tag = calls(tools)
    assert upload[:4] == ["upload", "us/riwaya", "release/riwaya-0.3.0", "."]
    assert (
        upload[upload.index("--exclude") + 1] == "explorer/*" and upload[upload.index("--delete") + 1] == "*"
    )
    assert "dataset" in upload and tag[:5] == ["repos", "tag", "create", "us/riwaya", "v0.3.0"]
    assert "a key" not in json.dumps([upload, tag])
