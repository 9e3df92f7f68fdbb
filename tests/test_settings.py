"""Settings: which source wins, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from upl_tui.errors import UsageError
from upl_tui.kept import keep_mouse
from upl_tui.settings import DEFAULT_API_BASE, load_settings


def config(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "config.toml"
    path.write_text(text)
    path.chmod(0o600)
    return {"UPL_TUI_CONFIG": str(path)}


def test_settings_without_anything_are_the_defaults(tmp_path: Path) -> None:
    settings = load_settings({}, {"XDG_CONFIG_HOME": str(tmp_path)})

    assert settings.api_base == DEFAULT_API_BASE
    assert settings.config_path is None


def test_settings_prefer_option_to_environment_to_file(tmp_path: Path) -> None:
    environ = config(tmp_path, 'workspace = "file"\ntheme = "nord"\napi_base = "https://file.example"')
    environ |= {"USERPLANE_WORKSPACE": "environment", "UPL_TUI_API_BASE": "https://environment.example"}

    settings = load_settings({"workspace": "option"}, environ)

    assert (settings.workspace, settings.api_base, settings.theme) == (
        "option",
        "https://environment.example",
        "nord",
    )


def test_settings_with_a_key_show_it_in_no_repr() -> None:
    settings = load_settings({}, {"USERPLANE_API_KEY": "uspl_secret"})

    assert settings.key() == "uspl_secret"
    assert "uspl_secret" not in repr(settings)


def test_key_command_prints_the_key(tmp_path: Path) -> None:
    settings = load_settings({}, config(tmp_path, 'api_key_command = "printf uspl_x"'))

    assert settings.key() == "uspl_x"


@pytest.mark.parametrize("command", ["false", "true", "exit 3"])
def test_key_command_that_prints_nothing_is_a_usage_error(tmp_path: Path, command: str) -> None:
    settings = load_settings({}, config(tmp_path, f'api_key_command = "{command}"'))

    with pytest.raises(UsageError, match="gave no key"):
        settings.key()


def test_missing_key_names_where_keys_are_looked_for_and_made() -> None:
    with pytest.raises(UsageError, match=r"USERPLANE_API_KEY.*dash\.userplane\.io"):
        load_settings({}, {}).key()


def test_config_with_a_key_in_clear_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="key in clear") as caught:
        load_settings({}, config(tmp_path, 'api_key = "uspl_secret"'))

    assert "uspl_secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["workspace = ", "\x00", "[["])
def test_config_that_is_no_toml_is_a_usage_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings({}, config(tmp_path, text))


def test_config_with_a_key_command_open_to_others_is_warned_about(tmp_path: Path) -> None:
    environ = config(tmp_path, 'api_key_command = "printf x"')
    Path(environ["UPL_TUI_CONFIG"]).chmod(0o644)

    (warning,) = load_settings({}, environ).warnings

    assert "chmod 600" in warning


def test_storage_origins_are_split_at_blanks_and_commas() -> None:
    settings = load_settings({}, {"UPL_TUI_STORAGE_ORIGINS": "https://a.example, https://b.example"})

    assert settings.storage_origins == ("https://a.example", "https://b.example")


def test_mapping_of_the_config_file_lies_beside_it_and_that_of_the_option_does_not(tmp_path: Path) -> None:
    environ = config(tmp_path, 'mapping = "mine.toml"\nclock = "iso"')

    from_file = load_settings({}, environ)
    from_option = load_settings({"mapping": "other.toml", "clock": "epoch-s"}, environ)

    assert (from_file.mapping, from_file.clock) == (tmp_path / "mine.toml", "iso")
    assert (from_option.mapping, from_option.clock) == (Path("other.toml"), "epoch-s")


def test_mapping_may_name_the_home_directory() -> None:
    settings = load_settings({"mapping": "~/mine.toml"}, {})

    assert settings.mapping == Path.home() / "mine.toml"


def test_settings_read_columns_and_links(tmp_path: Path) -> None:
    environ = config(
        tmp_path,
        '[columns]\nnetwork = ["status", "target"]\n[links]\n"X-Request-Id" = "https://logs.test/?q={id}"',
    )

    settings = load_settings({}, environ)

    assert settings.columns == {"network": ("status", "target")}
    assert settings.links == {"x-request-id": "https://logs.test/?q={id}"}


@pytest.mark.parametrize("text", ['columns = "a"', '[columns]\nnetwork = "a"', "[columns]\nnetwork = [1]"])
def test_settings_refuse_columns_that_are_no_lists_of_names(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r"\[columns\]"):
        load_settings({}, config(tmp_path, text))


def test_window_of_dead_clicks_is_a_number_of_milliseconds(tmp_path: Path) -> None:
    assert load_settings({}, {}).dead_click_ms is None
    assert load_settings({}, config(tmp_path, "dead_click_ms = 2500")).dead_click_ms == 2500.0


@pytest.mark.parametrize("value", ["0", "-1", '"slow"', "true", "inf", "nan"])
def test_window_of_dead_clicks_that_is_no_length_is_a_usage_error(tmp_path: Path, value: str) -> None:
    with pytest.raises(UsageError, match="dead_click_ms"):
        load_settings({}, config(tmp_path, f"dead_click_ms = {value}"))


def test_limits_of_silence_and_bursts_are_numbers_above_zero(tmp_path: Path) -> None:
    settings = load_settings({}, config(tmp_path, "gap_seconds = 1.5\nburst_rows = 9"))

    assert (settings.gap_seconds, settings.burst_rows) == (1.5, 9)


@pytest.mark.parametrize("text", ['gap_seconds = "5"', "gap_seconds = 0", "burst_rows = true"])
def test_limit_that_is_no_number_is_refused_with_its_key(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=text.partition(" ")[0]):
        load_settings({}, config(tmp_path, text))


def test_rules_of_the_config_are_taken_and_doubts_are_warnings(tmp_path: Path) -> None:
    text = '[filters]\nslow = "slower-than:2s"\nodd = 3\n[noise.default]\nconsole = "is:extension"'

    settings = load_settings({}, config(tmp_path, text))

    assert settings.filters == {"slow": "slower-than:2s"}
    assert settings.noise == {"default": {"console": "is:extension"}}
    assert "filters.odd" in settings.warnings[0]


def test_mouse_is_as_the_option_says_then_as_the_key_chose_last_then_as_the_config_says(
    tmp_path: Path,
) -> None:
    environ = {**config(tmp_path, "mouse = false"), "XDG_STATE_HOME": str(tmp_path)}

    assert load_settings({}, environ).mouse is False
    keep_mouse(True, environ)
    assert load_settings({}, environ).mouse is True
    assert load_settings({"mouse": False}, environ).mouse is False


def test_pictures_are_drawn_as_option_then_environment_then_config_say(tmp_path: Path) -> None:
    environ = config(tmp_path, 'images = "never"')

    assert load_settings({}, {}).images == "auto"
    assert load_settings({}, environ).images == "never"
    assert load_settings({}, {**environ, "UPL_IMAGES": "blocks"}).images == "blocks"
    assert load_settings({"images": "auto"}, {**environ, "UPL_IMAGES": "blocks"}).images == "auto"
    with pytest.raises(UsageError, match=r"'sixel'.*There are auto, blocks, never"):
        load_settings({}, {"UPL_IMAGES": "sixel"})
