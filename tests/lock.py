"""Pin the newest versions that pyproject.toml allows, with hashes: ``python -m tests.lock``."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
OPTIONS = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--quiet",
)


def main() -> None:
    """Write both lock files: what the program needs, and what its development needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    extras = project["project"]["optional-dependencies"].values()
    dev = [*run, *chain.from_iterable(extras), *project["dependency-groups"]["dev"]]
    for requirements, path in ((run, "requirements.lock"), (dev, "tests/requirements.lock")):
        subprocess.run(
            [sys.executable, "-m", "uv", "pip", "compile", "-", "-o", str(ROOT / path), *OPTIONS],
            input="\n".join(requirements),
            text=True,
            check=True,
        )


if __name__ == "__main__":
    main()
