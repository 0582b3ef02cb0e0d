"""What the project's own files promise to installers. The built wheel: `make wheel`."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from interviewer import __version__, assets

ROOT = Path(__file__).parent.parent.parent


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_checkout_uses_its_own_files():
    assert assets.default_bank() == ROOT / "questions.json"
    assert set(assets.prompts()) == {path.stem for path in (ROOT / "prompts").glob("*.md")}


def test_a_checkout_works_from_another_folder_without_being_installed(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "interviewer", "check", ROOT / "questions.json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "10 questions" in run.stdout


def test_run_requirements_are_those_of_the_project():
    lines = (ROOT / "requirements/run.in").read_text().splitlines()
    assert sorted(line for line in lines if line and line[0] != "#") == sorted(
        project()["project"]["dependencies"]
    )


def test_every_pinned_package_is_hash_checked_and_no_index_is_named():
    text = (ROOT / "requirements/dev.txt").read_text()
    pins = re.findall(r"^[a-z0-9][\w.\[\]-]*==\S+", text, re.MULTILINE | re.IGNORECASE)
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert len(pins) > 20
    assert all("--hash=sha256:" in block for block in blocks if block.strip())
    assert "://" not in text


def test_the_changelog_knows_this_version():
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_source_distribution_ships_what_its_tests_import():
    shipped = project()["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    folders = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    folders |= {"benchmarks"}  # run as a module, without one
    imported = {
        name.partition(".")[0]
        for path in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported_by(node)
    }
    assert {f"/{name}" for name in imported & folders} <= set(shipped)
    assert {"tests", "interviewer", "docs", "benchmarks"} <= imported & folders


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
