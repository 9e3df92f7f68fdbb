"""Settings: options over environment over config file over defaults, worked out once and then frozen."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from upl_tui.config_rules import read_rules
from upl_tui.errors import UsageError
from upl_tui.kept import kept_mouse
from upl_tui.values import frozen

DEFAULT_API_BASE = "https://api.userplane.io/api/v1"
KEYS_PAGE = "dash.userplane.io/_/account?tab=developers"
IMAGES = ("auto", "blocks", "never")
_KEY_COMMAND_SECONDS = 30


@frozen
class Settings:
    """Everything a run may be told. The key never shows in a repr."""

    api_base: str = DEFAULT_API_BASE
    workspace: str = ""
    api_key: str = field(default="", repr=False)
    api_key_command: str = ""
    storage_origins: tuple[str, ...] = ()
    theme: str = ""
    mouse: bool = True
    images: str = "auto"
    """How pictures are drawn: a word of `IMAGES`."""
    plain_output: bool = False
    """Whether Textual's own output goes to the terminal, and not only what differs from what it shows."""
    mapping: Path | None = None
    """A file with a recorder's own names of fields, see `upl_tui.mapping`."""
    clock: str = ""
    """What the times of logs are, as a word such as ``epoch-ms``; empty or ``auto`` to find out."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Names of actions to the keys that replace theirs."""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of logs to the columns that their lists show, in that order."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Names of headers, in lower case, to addresses with ``{id}`` for the id that such a header holds."""
    dead_click_ms: float | None = None
    """How long a click may be without an effect before it is called dead; None for the rule's own limit."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Saved filters: name to query."""
    noise: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Noise profiles: name to kind of log to query, see `upl_tui.noise`."""
    gap_seconds: float = 5.0
    """Silence in the console from which on it is marked."""
    burst_rows: int = 50
    """A burst of the console has more rows than this within a second."""
    config_path: Path | None = None
    """The file that was read, None when there is none."""
    warnings: tuple[str, ...] = ()

    def key(self) -> str:
        """The API key from the environment or the configured command; raises `UsageError` without one."""
        if self.api_key:
            return self.api_key
        if self.api_key_command:
            return _run_key_command(self.api_key_command)
        raise UsageError(
            "No API key: USERPLANE_API_KEY is not set, and the config file names no api_key_command.",
            f"Make a key at {KEYS_PAGE}, or look at the demo: upl-tui demo.",
        )


def load_settings(options: Mapping[str, Any], environ: Mapping[str, str]) -> Settings:
    """Settings of this run. `options` holds only what was given on the command line.

    Raises `UsageError` for a config file that cannot be read or holds a key in clear.
    """
    path = config_path(environ)
    config, warnings = _read_config(path)
    filters, noise, doubts = read_rules(config, path)
    storage = environ.get("UPL_TUI_STORAGE_ORIGINS", "").replace(",", " ").split()
    return Settings(
        api_base=_first(
            options.get("api_base"), environ.get("UPL_TUI_API_BASE"), config.get("api_base"), DEFAULT_API_BASE
        ),
        workspace=_first(
            options.get("workspace"), environ.get("USERPLANE_WORKSPACE"), config.get("workspace"), ""
        ),
        api_key=environ.get("USERPLANE_API_KEY", "").strip(),
        api_key_command=_first(config.get("api_key_command"), ""),
        storage_origins=tuple(storage or config.get("storage_origins", ())),
        theme=_first(options.get("theme"), config.get("theme"), ""),
        plain_output=bool(config.get("plain_output", False)),
        images=_images(
            _first(options.get("images"), environ.get("UPL_IMAGES"), config.get("images"), "auto")
        ),
        mouse=_mouse(options, config, environ),
        mapping=_mapping_path(options.get("mapping"), config.get("mapping"), path.parent),
        clock=_first(options.get("clock"), config.get("clock"), ""),
        keys=_words(config, "keys", path),
        columns=_columns(config, path),
        links={name.lower(): address for name, address in _words(config, "links", path).items()},
        dead_click_ms=_milliseconds(config, "dead_click_ms", path),
        filters=filters,
        noise=noise,
        gap_seconds=_number(config, "gap_seconds", 5.0, path),
        burst_rows=int(_number(config, "burst_rows", 50, path)),
        config_path=path if path.exists() else None,
        warnings=(*warnings, *doubts),
    )


def config_path(environ: Mapping[str, str]) -> Path:
    """Where the config file is looked for."""
    if explicit := environ.get("UPL_TUI_CONFIG"):
        return Path(explicit).expanduser()
    base = environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "upl-tui" / "config.toml"


def _mouse(options: Mapping[str, Any], config: Mapping[str, Any], environ: Mapping[str, str]) -> bool:
    """The option is for this run; what the key chose last is newer than the config file."""
    given = options.get("mouse")
    chosen = kept_mouse(environ) if given is None else given
    return bool(config.get("mouse", True) if chosen is None else chosen)


def _images(word: str) -> str:
    if word not in IMAGES:
        raise UsageError(f"Pictures cannot be drawn as {word!r}.", f"There are {', '.join(IMAGES)}.")
    return word


def _first(*values: Any) -> str:
    return next((str(value) for value in values if value), "")


def _number(config: Mapping[str, Any], key: str, default: float, path: Path) -> float:
    value = config.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise UsageError(
            f"{key} in the config file {path} is no number above 0.", f"Write {key} = {default:g}."
        )
    return value


def _words(config: Mapping[str, Any], table: str, path: Path) -> dict[str, str]:
    """A table of the config file whose values are texts."""
    found = config.get(table, {})
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise UsageError(
            f"[{table}] in the config file {path} is not a table of texts.",
            f'Write [{table}], then name = "text".',
        )
    return found


def _columns(config: Mapping[str, Any], path: Path) -> dict[str, tuple[str, ...]]:
    """The table ``[columns]``: lists of names."""
    found = config.get("columns", {})
    lists = found.values() if isinstance(found, dict) else [None]
    if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in lists):
        raise UsageError(
            f"[columns] in the config file {path} is not a table of lists.",
            'Write [columns], then network = ["method", "status", "target"].',
        )
    return {log: tuple(names) for log, names in found.items()}


def _milliseconds(config: Mapping[str, Any], name: str, path: Path) -> float | None:
    value = config.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise UsageError(
            f"The config file {path} says {name} = {value!r}: a number of milliseconds is meant."
        )
    return float(value)


def _mapping_path(option: Any, configured: Any, beside: Path) -> Path | None:
    """The option counts from where the person is, the config file's path from where that file is."""
    if option:
        return Path(str(option)).expanduser()
    return beside / Path(str(configured)).expanduser() if configured else None


def _read_config(path: Path) -> tuple[dict[str, Any], list[str]]:
    if not path.exists():
        return {}, []
    import tomllib

    try:
        with path.open("rb") as file:
            readable_by_others = os.fstat(file.fileno()).st_mode & (stat.S_IRGRP | stat.S_IROTH)
            config = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The config file {path} cannot be read: {error}.") from None
    if "api_key" in config:
        raise UsageError(
            f"The config file {path} holds a key in clear.",
            "Use USERPLANE_API_KEY, or api_key_command with a command that prints it.",
        )
    warnings = []
    if readable_by_others and "api_key_command" in config:
        warnings.append(f"{path} is readable by others; close it with: chmod 600 {path}")
    return config, warnings


def _run_key_command(command: str) -> str:
    import subprocess

    try:
        done = subprocess.run(
            command, shell=True, capture_output=True, text=True, timeout=_KEY_COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"The api_key_command did not answer within {_KEY_COMMAND_SECONDS} s.") from None
    key = done.stdout.strip()
    if done.returncode != 0 or not key:
        raise UsageError(f"The api_key_command gave no key (exit code {done.returncode}).")
    return key
