"""What works here: program, terminal, settings, network and clipboard, as facts that may be pasted."""

from __future__ import annotations

import locale
import platform
import shutil
import stat
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from upl_tui import __version__
from upl_tui.redact import Masker
from upl_tui.settings import Settings, config_path

Facts = dict[str, dict[str, Any]]
"""Groups of facts. A value is a text, a number, yes or no, a list, or None for what is not there."""

_LIBRARIES = ("textual", "httpx", "orjson", "pygments", "regex")
_MULTIPLEXERS = {"TMUX": "tmux", "STY": "screen", "ZELLIJ": "zellij"}
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
_CLIPBOARD = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "tmux")


def environment(settings: Settings, environ: Mapping[str, str]) -> Facts:
    """Facts about this machine and this run. Nothing is fetched; no key and no credential is in it."""
    return {
        "program": {
            "upl-tui": __version__,
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
            "libraries": [f"{name} {_version(name)}" for name in _LIBRARIES],
        },
        "terminal": _terminal(environ),
        "text": {
            "output encoding": sys.stdout.encoding,
            "file names": sys.getfilesystemencoding(),
            "locale": locale.setlocale(locale.LC_CTYPE),
        },
        "settings": _settings(settings, environ),
        "network": {"proxies, certificates": _set_variables(environ, _PROXIES)},
        "clipboard": {"helpers": [name for name in _CLIPBOARD if shutil.which(name)]},
    }


def problems(settings: Settings, facts: Facts) -> list[str]:
    """What will not work here, each a sentence with what to do."""
    found = list(settings.warnings)
    terminal = facts["terminal"]
    if facts["settings"]["key"] is None:
        found.append("No API key is set: files and the demo can be opened, recordings cannot.")
    if terminal["TERM"] in (None, "dumb"):
        found.append("TERM is not set or dumb: the screen cannot be opened, the other commands work.")
    if not str(facts["text"]["output encoding"]).lower().replace("-", "").startswith("utf8"):
        found.append("The output is not UTF-8: set LC_ALL=C.UTF-8, or some characters will be wrong.")
    if terminal["ssh"] and not terminal["multiplexer"] and not facts["clipboard"]["helpers"]:
        found.append("Over SSH without a clipboard helper a copy depends on the terminal (OSC 52).")
    return found


def _terminal(environ: Mapping[str, str]) -> dict[str, Any]:
    size = shutil.get_terminal_size()
    return {
        "TERM": environ.get("TERM") or None,
        "program": environ.get("TERM_PROGRAM") or None,
        "size": f"{size.columns} x {size.lines}",
        "colours": _colours(environ),
        "input is a terminal": sys.stdin is not None and sys.stdin.isatty(),
        "output is a terminal": sys.stdout.isatty(),
        "multiplexer": [name for variable, name in _MULTIPLEXERS.items() if environ.get(variable)],
        "ssh": bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")),
    }


def _colours(environ: Mapping[str, str]) -> str:
    if environ.get("NO_COLOR"):
        return "none (NO_COLOR is set)"
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256color" in environ.get("TERM", "") else "16"


def _settings(settings: Settings, environ: Mapping[str, str]) -> dict[str, Any]:
    path = settings.config_path
    return {
        "config file": _from_home(path or config_path(environ)),
        "config file is": _permissions(path) if path else "not there",
        "key": _key(settings),
        "API": Masker().url(settings.api_base),
        "workspace": settings.workspace or None,
        "storage origins": list(map(Masker().url, settings.storage_origins)),
        "mapping": _from_home(settings.mapping) if settings.mapping else None,
        "clock": settings.clock or None,
        "theme": settings.theme or None,
    }


def _from_home(path: Path) -> str:
    """A path as it may be pasted: the name of the person is often part of it."""
    return f"~/{path.relative_to(Path.home())}" if path.is_relative_to(Path.home()) else str(path)


def _key(settings: Settings) -> str | None:
    """Where the key comes from; the command that prints it is not run."""
    if settings.api_key:
        form = "" if settings.api_key.startswith("uspl_") else ", but does not begin with uspl_"
        return f"set in USERPLANE_API_KEY{form}"
    return "printed by api_key_command" if settings.api_key_command else None


def _permissions(path: Path) -> str:
    try:
        return f"readable, mode {stat.S_IMODE(path.stat().st_mode):04o}"
    except OSError as error:
        return f"not readable: {error.strerror}"


def _set_variables(environ: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    """Names alone: a proxy's address may hold a password."""
    return [name for upper in names for name in (upper, upper.lower()) if environ.get(name)]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
