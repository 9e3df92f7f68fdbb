"""What a command loads: the headless ways stay free of the screen's libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MOST_MODULES, MOST_EXPRESSIONS = 152, 106
"""What printing a log may load of the package, and compile of regular expressions."""
SCREEN_LIBRARIES = ("textual", "rich", "pygments")


def loaded_after(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter holds after a statement."""
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "module",
    [
        "upl_tui.cli",
        "upl_tui.loader",
        "upl_tui.bundle",
        "upl_tui.sources",
        "upl_tui.verbs.show",
        "upl_tui.verbs.logs",
        "upl_tui.logs",
        "upl_tui.shapes.read",
        "upl_tui.query.compile",
        "upl_tui.query.complete",
    ],
)
def test_core_module_imported_alone_leaves_the_screen_out(module: str) -> None:
    assert loaded_after(f"import {module}").isdisjoint(SCREEN_LIBRARIES)


@pytest.mark.parametrize(
    "module", ["upl_tui.loader", "upl_tui.bundle", "upl_tui.shapes.read", "upl_tui.verbs.logs"]
)
def test_file_reading_imported_alone_leaves_http_out(module: str) -> None:
    assert loaded_after(f"import {module}").isdisjoint({"httpx", "httpcore"})


@pytest.mark.parametrize("option", ["--version", "--help", "--completion=bash"])
def test_version_and_help_load_neither_screen_nor_http_nor_parser(option: str) -> None:
    statement = "import upl_tui.cli, contextlib\n"
    statement += f"with contextlib.suppress(SystemExit): upl_tui.cli.main(['{option}'])"

    loaded = loaded_after(f"exec({statement!r})")

    assert loaded.isdisjoint({*SCREEN_LIBRARIES, "httpx", "orjson", "asyncio"})


def test_screen_imported_alone_leaves_http_and_highlighting_out() -> None:
    assert loaded_after("import upl_tui.tui.app").isdisjoint({"httpx", "httpcore"})


def test_first_frame_is_drawn_without_the_screens_library() -> None:
    loaded = loaded_after("import upl_tui.tui.cover, upl_tui.tui.first_frame, upl_tui.shapes.read")

    assert loaded.isdisjoint({"textual", "pygments", "httpx", "asyncio", "regex"})


def test_log_printed_from_a_file_loads_and_compiles_little(data: Path) -> None:
    words = ["console", str(data / "capture" / "console.ndjson"), "--filter", "level:error"]
    code = f"""
import re, sys
compiled = []
compile_one = re._compiler.compile
re._compiler.compile = lambda *asked: (compiled.append(asked), compile_one(*asked))[1]
from upl_tui.cli import main
main({words!r})
print(sum(name.startswith("upl_tui") for name in sys.modules), len(compiled))
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *_, counts, loaded = done.stdout.splitlines()
    modules, expressions = counts.split()

    assert {*loaded.split()}.isdisjoint({"asyncio", "pygments", "tomllib", "html", "traceback"})
    assert int(modules) <= MOST_MODULES
    assert int(expressions) <= MOST_EXPRESSIONS
