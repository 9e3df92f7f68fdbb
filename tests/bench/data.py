"""Where the recordings to measure with are: made once from a seed, the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from tests.bench.logs import actions, console_lines, har_pieces

MB = 1_000_000
_MAKERS = ("data.py", "logs.py", "text.py")


@dataclass(frozen=True, slots=True)
class Data:
    """Where the files are; each is made when it is first asked for."""

    folder: Path

    @classmethod
    def default_folder(cls) -> Path:
        """Below the system's folder for temporary files; another one when what makes them changes."""
        here = Path(__file__).parent
        made_by = sha256(b"".join((here / name).read_bytes() for name in _MAKERS)).hexdigest()[:8]
        return Path(gettempdir()) / f"upl-tui-bench-{made_by}"

    def console(self, megabytes: int) -> Path:
        """NDJSON, about 3,100 entries a megabyte; 0 is a small one of 20 kB."""
        return self._made(f"console-{megabytes}.ndjson", lambda: console_lines(megabytes * MB or 20_000))

    def network(self, requests: int) -> Path:
        """HAR, about 3 kB a request."""
        return self._made(f"network-{requests}.har", lambda: har_pieces(requests))

    def bodies(self, megabytes: int) -> Path:
        """HAR of four requests that each got a JSON body of so many megabytes."""
        return self._made(f"bodies-{megabytes}.har", lambda: har_pieces(4, body_bytes=megabytes * MB))

    def recording(self, megabytes: int, requests: int) -> Path:
        """A folder with a console, a network log and the actions of a person."""
        folder = self.folder / f"recording-{megabytes}-{requests}"
        folder.mkdir(parents=True, exist_ok=True)
        for path in (self.console(megabytes), self.network(requests)):
            link = folder / f"{path.stem.partition('-')[0]}{path.suffix}"
            if not link.exists():
                link.hardlink_to(path)
        if not (folder / "actions.json").exists():
            (folder / "actions.json").write_bytes(actions(500))
        return folder

    def _made(self, name: str, pieces: Callable[[], Iterator[bytes]]) -> Path:
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            growing = path.with_name(f".{name}")
            with growing.open("wb") as file:
                file.writelines(pieces())
            growing.rename(path)
        return path
