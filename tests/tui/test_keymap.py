from __future__ import annotations

from collections import Counter

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from upl_tui.errors import UsageError
from upl_tui.tui.app import UplApp
from upl_tui.tui.keymap import bindings, check_keymap, owners


def test_every_action_has_a_name_of_its_own() -> None:
    nameless = [binding.action for binding in bindings(UplApp) if not binding.id]
    names = Counter(binding.id for binding in bindings(UplApp))

    assert nameless == []
    assert [name for name, number in names.items() if number > 1] == []


def test_no_owner_binds_a_key_twice() -> None:
    classes: list[type[DOMNode]] = [*owners(), UplApp]
    for owner in classes:
        keys = [
            key
            for binding in owner.BINDINGS
            if isinstance(binding, Binding)
            for key in binding.key.split(",")
        ]
        assert len(keys) == len(set(keys)), owner


def test_keymap_with_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UsageError) as raised:
        check_keymap({"eror-next": "x"}, UplApp)

    assert "eror-next" in raised.value.title
    assert "error-next" in raised.value.hint


def test_keymap_of_known_names_is_taken() -> None:
    check_keymap({"error-next": "x", "quit": "ctrl+x"}, UplApp)
