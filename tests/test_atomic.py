"""Files are replaced at once, or stay as they were."""

import pytest

from riwaya.atomic import replacing, write_files


def test_a_file_is_replaced_when_the_block_ends_and_stays_when_it_fails(tmp_path):
    file = tmp_path / "deep/file"
    with replacing(file) as part:
        part.write(b"one")
    assert file.read_bytes() == b"one"
    with pytest.raises(ZeroDivisionError), replacing(file) as part:
        part.write(b"two")
        raise ZeroDivisionError
    assert file.read_bytes() == b"one" and [*file.parent.iterdir()] == [file]


def test_of_several_files_none_is_replaced_when_one_cannot_be_written(tmp_path):
    write_files(tmp_path, {"one": b"1", "two/three": b"3"})
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError):
        write_files(tmp_path, {"one": b"2", "file/below": b"3"})
    assert (tmp_path / "one").read_bytes() == b"1" and not [*tmp_path.glob(".*")]
