"""Build the wheel, install it into a fresh environment, and use it from another folder.

Run by `make wheel`. The source must be out of reach: the new environment runs in isolated mode from
an empty folder, so whatever works there works for somebody who has nothing but the wheel.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def call(*words: object, cwd: Path, stdin: str = "") -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    run = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        input=stdin,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{run.stdout}{run.stderr}")
    return run.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
        call(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=folder)
        (wheel,) = folder.glob("*.whl")
        names = zipfile.ZipFile(wheel).namelist()
        for needed in ("questions.json", "banks/sql.json", "agreement.json", "prompts/grade.md"):
            assert f"interviewer/_shipped/{needed}" in names, f"{needed} is not in the wheel"
        assert not [n for n in names if n.startswith(("tests/", "benchmarks/", "calibration/"))]

        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv/bin/python"
        call(
            python,
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            "install",
            wheel,
            cwd=folder,
        )
        elsewhere = folder / "elsewhere"
        elsewhere.mkdir()
        program = folder / "venv/bin/interviewer"
        home = ("--home", elsewhere / "home")
        where = call(
            python, "-I", "-c", "import interviewer; print(interviewer.__file__)", cwd=elsewhere
        )
        assert str(folder) in where, where
        assert "start [BANK]" in call(program, "--help", cwd=elsewhere)
        said = call(
            program, "--offline", "--plain", "--count", "2", "--follow-ups", "0", *home,
            cwd=elsewhere,
            stdin="Each fold keeps the class shares of the whole data.\n\nTheir errors differ.\n",
        )  # fmt: skip
        assert "Grade " in said
        assert "\x1b" not in said
        report = json.loads(
            call(program, "report", "latest", "--format", "json", *home, cwd=elsewhere)
        )
        assert [q["status"] for q in report["questions"]] == ["graded", "graded"]
        assert "Everything agrees." in call(program, "verify", "latest", *home, cwd=elsewhere)
        prompts = "from interviewer import assets; print(sorted(assets.prompts()))"
        assert "grade" in call(python, "-I", "-c", prompts, cwd=elsewhere)
        assert "complete " in call(program, "completion", "bash", cwd=elsewhere)
        assert (folder / "venv/share/man/man1/interviewer.1").is_file()
        size = sum(f.stat().st_size for f in (folder / "venv").rglob("*") if f.is_file())
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, installed {size / 1e6:.0f} MB")
        print("the wheel works from another folder")


if __name__ == "__main__":
    main()
