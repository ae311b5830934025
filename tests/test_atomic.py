"""A file is replaced at once, or stays as it was."""

import pytest

from riwaya.atomic import replacing


def test_a_file_is_replaced_when_the_block_ends_and_stays_when_it_fails(tmp_path):
    file = tmp_path / "deep/file"
    with replacing(file) as part:
        part.write(b"one")
    assert file.read_bytes() == b"one"
    with pytest.raises(ZeroDivisionError), replacing(file) as part:
        part.write(b"two")
        raise ZeroDivisionError
    assert file.read_bytes() == b"one" and [*file.parent.iterdir()] == [file]
