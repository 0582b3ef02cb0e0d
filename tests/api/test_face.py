"""What `import interviewer` promises, and what it costs."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import interviewer as iv

PACKAGE = Path(iv.__file__)


def modules_after(code: str) -> set[str]:
    script = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.split())


def test_the_import_alone_loads_nothing():
    assert modules_after("import interviewer") == {"interviewer"}


def test_a_name_loads_what_it_needs_alone():
    heavy = {"textual", "openai", "asyncio", "rich"}
    assert not modules_after("import interviewer\ninterviewer.Sessions") & heavy
    found = modules_after(
        "import interviewer as iv\nbank = iv.load_bank()\n"
        "assert iv.grade(next(iter(bank.values())), 'It depends.').score == 0"
    )
    assert not found & {"textual", "openai", "rich", "sqlite3"}


def test_every_promised_name_is_there_and_is_what_type_checkers_see():
    assert sorted(iv.__all__) == sorted({*iv.__all__})
    assert dir(iv) == sorted(iv.__all__)
    seen = {"__version__": None}
    for node in ast.walk(ast.parse(PACKAGE.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            seen |= {alias.name: node.module for alias in node.names if node.module != "importlib"}
    assert seen.keys() == set(iv.__all__)
    for name, module in seen.items():
        if module is not None:
            assert getattr(iv, name) is getattr(import_module(module), name)
            assert iv._MODULE_OF[name] == module


def test_another_name_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = iv.nonsense
    assert not hasattr(iv, "nonsense")
    from interviewer import settings

    assert settings.load
