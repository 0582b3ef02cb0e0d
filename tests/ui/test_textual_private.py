"""Textual's private names stand in one file, and the installed Textual has every one of them."""

import ast
import importlib
import importlib.metadata
import inspect
import re
from functools import cache
from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.widgets import TextArea

from interviewer.ui import tui
from interviewer.ui.tui import textual_private

FOLDER = Path(tui.__file__).parent
FILE = Path(textual_private.__file__)

USED = {
    App: (
        "_close_messages_no_wait",
        "_exception",
        "_exception_event",
        "_exit",
        "_handle_exception",
        "_mounted_event",
        "_return_code",
    ),
    CommandPalette: ("_action_command_list",),
    DOMNode: ("_bindings", "_parent"),
    LinuxDriver: (
        "_app",
        "_file",
        "_get_terminal_size",
        "_loop",
        "_must_signal_resume",
        "_query_in_band_window_resize",
        "_writer_thread",
    ),
    Screen: ("_mounted_event",),
    TextArea: ("_replace_via_keyboard",),
}
"""What is used of each class."""

MODULES = {
    "textual._context": ("active_message_pump",),
    "textual._xterm_parser": ("XTermParser",),
    "textual.document._document": ("EditResult", "Location"),
    "textual.keys": ("_character_to_key",),
}
"""What is imported that is private, or from a module that is."""


def private_names(of: type) -> set[str]:
    """The private attributes that Textual gives to a class and its bases."""
    bases = (base for base in of.__mro__ if base.__module__.startswith("textual"))
    return set[str]().union(*map(own_private_names, bases))


@cache
def own_private_names(of: type) -> frozenset[str]:
    """Those that a class gives by itself; cached, for to find the source of one takes a tenth of a second."""
    found = set(vars(of)) | set(re.findall(r"\bself\.(_\w+)", inspect.getsource(of)))
    return frozenset(name for name in found if name.startswith("_") and not name.startswith("__"))


def lacking() -> list[str]:
    """What the installed Textual lacks of all that is used."""
    lost = [
        f"{of.__name__}.{name}"
        for of, names in USED.items()
        for name in names
        if name not in private_names(of)
    ]
    for module, names in MODULES.items():
        try:
            there = vars(importlib.import_module(module))
        except ImportError:
            there = {}
        lost += [f"{module}.{name}" for name in names if name not in there]
    return lost


def test_the_installed_textual_has_every_private_name():
    version = importlib.metadata.version("textual")
    assert lacking() == [], f"Textual {version} lacks these: adapt ui/tui/textual_private.py"


def test_a_name_that_is_lacking_is_said(monkeypatch):
    monkeypatch.setitem(USED, Screen, ("_no_such_name",))
    monkeypatch.setitem(MODULES, "textual._no_such_module", ("thing",))
    assert lacking() == ["Screen._no_such_name", "textual._no_such_module.thing"]


def attributes(tree: ast.AST) -> set[str]:
    """The private attributes that are used or defined in a piece of code."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
    return {name for name in found if name.startswith("_") and not name.startswith("__")}


def private_imports(tree: ast.AST) -> set[tuple[str, str]]:
    return {
        (node.module or "", alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "textual"
        for alias in node.names
        if "._" in (node.module or "") or alias.name.startswith("_")
    }


def test_the_lists_are_those_of_the_file():
    tree = ast.parse(FILE.read_text(encoding="utf-8"))
    assert attributes(tree) == {name for names in USED.values() for name in names}
    assert private_imports(tree) == {(m, name) for m, names in MODULES.items() for name in names}


@pytest.mark.parametrize(
    "path",
    sorted(path for path in FOLDER.parent.rglob("*.py") if path != FILE),
    ids=lambda path: str(path.relative_to(FOLDER.parent)),
)
def test_no_other_file_uses_one(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert private_imports(tree) == set()
    if path.parent != FOLDER or path.name == "__init__.py":
        return
    module = importlib.import_module(f"interviewer.ui.tui.{path.stem}")
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            inherited = private_names(getattr(module, node.name))
            assert attributes(node) & inherited == set(), f"{node.name} uses what is Textual's"
