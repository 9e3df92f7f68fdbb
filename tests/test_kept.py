from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from upl_tui.errors import UplError
from upl_tui.kept import choices_path, keep_mouse, kept_mouse


def test_choice_is_there_again_private_and_beside_what_else_is_kept(tmp_path: Path) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    path = choices_path(environ)
    assert kept_mouse(environ) is None

    keep_mouse(False, environ)
    path.write_text(json.dumps({**json.loads(path.read_text()), "later": 1}))
    keep_mouse(True, environ)

    assert kept_mouse(environ) is True
    assert json.loads(path.read_text())["later"] == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.parametrize("data", [b"", b"[1]", b'{"mouse": "no"}', b"\xff", b"[" * 100_000], ids=range(5))
def test_file_of_something_else_is_no_choice_and_is_written_anew(tmp_path: Path, data: bytes) -> None:
    environ = {"XDG_STATE_HOME": str(tmp_path)}
    choices_path(environ).parent.mkdir()
    choices_path(environ).write_bytes(data)
    assert kept_mouse(environ) is None

    keep_mouse(False, environ)

    assert kept_mouse(environ) is False


def test_choice_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "upl-tui").write_text("a file in the way")

    with pytest.raises(UplError, match=r"cannot be kept.*lasts until you leave"):
        keep_mouse(False, {"XDG_STATE_HOME": str(tmp_path)})
