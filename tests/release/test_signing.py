"""Signatures by ssh-keygen: made with a key, and verified against a list of signers."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from riwaya.cli.main import main
from riwaya.errors import ReleaseError
from riwaya.package.descriptor import Package
from riwaya.publishing.build import build
from riwaya.release.manifest import files_in
from riwaya.release.verify import verify
from riwaya.validation.check import check_package
from tests.support.package_copies import copy_package
from tests.support.signing import key_of, signers_of

pytestmark = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="OpenSSH is not here")


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return {name: key_of(folder, name) for name in ("ours", "theirs")}


@pytest.fixture(scope="module")
def signed(keys, tmp_path_factory):
    package = check_package(Package.open(copy_package(tmp_path_factory.mktemp("package"))))
    return build(package, tmp_path_factory.mktemp("dist"), ["csv"], key=keys["ours"])


@pytest.fixture
def copied(signed, tmp_path):
    return Path(shutil.copytree(signed, tmp_path / signed.name))


def codes(path, signers):
    return [problem.code for problem in verify(path, signers)]


def test_a_signed_release_is_verified_against_its_signer(signed, keys, tmp_path, monkeypatch):
    ours, both = (
        signers_of(tmp_path / name, **who)
        for name, who in {
            "ours": {"us": keys["ours"]},
            "both": {"them": keys["theirs"], "us": keys["ours"]},
        }.items()
    )
    for path in (signed, signed.with_name(f"{signed.name}.zip")):
        assert codes(path, ours) == codes(path, both) == codes(path, None) == []
        result = CliRunner().invoke(main, ["verify", str(path), "--signers", str(ours), "--lang", "en"])
        assert result.exit_code == 0 and result.output == f"{path.name}: whole\n"
    monkeypatch.chdir(signed)
    assert CliRunner().invoke(main, ["verify", ".", "--lang", "en"]).output == f"{signed.name}: whole\n"
    assert "SHA256SUMS.sig" not in (signed / "SHA256SUMS").read_text("utf-8") + (
        signed / "manifest.json"
    ).read_text("utf-8")


def test_the_signature_of_another_signer_is_wrong(signed, keys, tmp_path):
    theirs = signers_of(tmp_path / "signers", them=keys["theirs"])
    assert codes(signed, theirs) == ["release-signature-wrong"]
    for lang, word in (("en", "is not the signature"), ("ar", "ليس SHA256SUMS.sig توقيعًا")):
        result = CliRunner().invoke(main, ["verify", str(signed), "--signers", str(theirs), "--lang", lang])
        assert result.exit_code == 1 and word in result.output.replace("\u2068", "").replace("\u2069", "")
    (tmp_path / "signers").write_text("", "utf-8")
    assert codes(signed, theirs) == ["release-signature-wrong"]


def test_a_signature_of_other_sums_or_for_another_namespace_is_wrong(copied, keys, tmp_path):
    ours = signers_of(tmp_path / "signers", us=keys["ours"])
    good = (copied / "SHA256SUMS.sig").read_bytes()
    for signed_text, namespace in ((b"other sums", "riwaya"), ((copied / "SHA256SUMS").read_bytes(), "git")):
        command = ["ssh-keygen", "-Y", "sign", "-f", str(keys["ours"]), "-n", namespace]
        made = subprocess.run(command, input=signed_text, capture_output=True, check=True)
        (copied / "SHA256SUMS.sig").write_bytes(made.stdout)
        assert codes(copied, ours) == ["release-signature-wrong"]
    for text in (b"", b"\xff\x00", good[:-40]):
        (copied / "SHA256SUMS.sig").write_bytes(text)
        assert codes(copied, ours) == ["release-signature-wrong"]
    (copied / "SHA256SUMS.sig").write_bytes(good)
    assert codes(copied, ours) == []


def test_a_missing_signature_is_a_problem_only_where_signers_are_given(copied, keys, tmp_path):
    (copied / "SHA256SUMS.sig").unlink()
    assert codes(copied, None) == []
    assert codes(copied, signers_of(tmp_path / "s", us=keys["ours"])) == ["release-signature-missing"]


def test_a_signature_that_is_a_link_is_wrong(copied, keys, tmp_path):
    (copied / "SHA256SUMS.sig").rename(tmp_path / "away")
    (copied / "SHA256SUMS.sig").symlink_to(tmp_path / "away")
    assert (
        codes(copied, None)
        == codes(copied, signers_of(tmp_path / "s", us=keys["ours"]))
        == ["release-file-changed"]
    )


def test_a_signature_does_not_hide_a_changed_file(copied, keys, tmp_path):
    file = copied / "csv/figures.csv"
    file.write_text(file.read_text("utf-8").replace("11 members", "12 members"), "utf-8")
    assert codes(copied, signers_of(tmp_path / "s", us=keys["ours"])) == ["release-file-changed"]


@pytest.mark.parametrize("text", [None, "no key"])
def test_an_invalid_key_leaves_no_release(text, tmp_path):
    key = tmp_path / "key"
    if text:
        key.write_text(text, "utf-8")
    with pytest.raises(ReleaseError, match="did not sign") as error:
        build(
            check_package(Package.open(copy_package(tmp_path / "package"))),
            tmp_path / "dist",
            ["csv"],
            key=key,
        )
    assert (
        "key" in error.value.message.ar
        and [path for path in files_in(tmp_path / "dist") if path != ".lock"] == []
    )


def test_without_openssh_the_message_names_it(signed, keys, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReleaseError, match="OpenSSH"):
        verify(signed, signers_of(tmp_path / "s", us=keys["ours"]))


def test_a_missing_file_of_signers_is_named(signed, tmp_path):
    result = CliRunner().invoke(
        main, ["verify", str(signed), "--signers", str(tmp_path / "nobody"), "--lang", "en"]
    )
    assert result.exit_code == 2 and "nobody" in result.output and isinstance(result.exception, SystemExit)
