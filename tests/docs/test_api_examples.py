"""The examples of docs/api.md: each runs, and prints what stands below it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.program import ROOT, environment

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r'^```python(?: title="(?P<file>[^"]+)")?\n(?P<code>.*?)^```\n(?:\n```text\n(?P<out>.*?)^```\n)?',
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = [
    pytest.param(found, id=TEXT[: found.start()].rpartition("\n#")[2].splitlines()[0].strip("# "))
    for found in EXAMPLE.finditer(TEXT)
]


def test_all_examples_are_found():
    assert len(EXAMPLES) == TEXT.count("```python") >= 12
    headings = {example.id for example in EXAMPLES}
    assert headings >= {
        "Grade one answer",
        "Grade a table",
        "Conduct an interview",
        "Read a stored session",
        "Test a bank",
        "An examiner of your own",
    }


@pytest.mark.parametrize("found", EXAMPLES)
def test_an_example_prints_what_it_says(found, tmp_path):
    name = found["file"] or "example.py"
    (tmp_path / name).write_text(found["code"], encoding="utf-8")
    of_pytest = ["-q", "-p", "no:cacheprovider", "-p", "no:asyncio"]
    how = ["-m", "pytest", *of_pytest] if found["file"] else ["-W", "error"]
    done = subprocess.run(
        [sys.executable, *how, name],
        cwd=tmp_path,
        env=environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if found["out"] is not None:
        assert done.stdout == found["out"]


def test_the_names_it_speaks_of_are_promised():
    import interviewer

    spoken = set(re.findall(r"\biv\.(\w+)", TEXT))
    assert spoken <= set(interviewer.__all__)


def test_the_example_package_is_where_it_says():
    assert Path(ROOT / "tests" / "api" / "example_package" / "pyproject.toml").is_file()
