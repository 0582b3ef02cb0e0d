"""The completions and the man page: up to date, and complete in real shells."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from docs import shell_files
from interviewer import assets
from interviewer.commands.registry import COMMANDS
from tests.helpers.program import call

FOLDER = Path(assets.__file__).parent / "generated"


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not here")


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="argparse wraps its usage differently in each Python"
)
def test_what_is_kept_is_what_would_be_made_now():
    made = shell_files.files()
    kept = {path.name: path.read_text() for path in FOLDER.iterdir()}
    assert kept.keys() == made.keys()
    for name, content in made.items():
        assert kept[name] == content, f"{name} is out of date: make generated"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_command_prints_it_and_needs_no_library(tmp_path, shell):
    hidden = tmp_path / "shtab.py"
    hidden.write_text("raise ImportError")
    run = call(tmp_path, "completion", shell, PYTHONPATH=f"{tmp_path}:{FOLDER.parent.parent}")
    assert run.returncode == 0, run.stderr
    assert run.stdout.decode() == assets.completion(shell).read_text()


def in_bash(*words, cwd):
    """What a real bash offers for the last word."""
    script = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_interviewer; '
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    command = ["bash", "--norc", "-c", script, "bash", FOLDER / "interviewer.bash", *words]
    run = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    assert not run.stderr
    return run.stdout.split()


@needs("bash")
def test_bash_completes_commands_flags_and_values(tmp_path):
    def offered(*words):
        return in_bash("interviewer", *words, cwd=tmp_path)

    (tmp_path / "mine.json").touch()
    (tmp_path / "mine.txt").touch()
    assert offered("ba") == ["bank"]
    assert set(offered("")) == set(COMMANDS)
    assert offered("--prov") == ["--provider"]
    assert offered("--provider", "oll") == ["ollama"]
    assert offered("bank", "im") == ["import"]
    assert offered("schema", "") == ["bank", "report", "grade", "journal"]
    assert offered("start", "py") == ["python"]
    assert offered("start", "mi") == ["mine.json"]
    assert sorted(offered("grade", "mi")) == ["mine.json", "mine.txt"]


@needs("bash")
def test_the_tab_key_in_a_real_bash(tmp_path):
    """Readline inserts what is completed: the line that is run shows it."""
    rc = tmp_path / "rc"
    rc.write_text(f'source {FOLDER / "interviewer.bash"}\ninterviewer() {{ echo "got:$*"; }}\n')
    run = subprocess.run(
        ["script", "-qec", f"bash --rcfile {rc} -i", "/dev/null"],
        input="interviewer ba\tlis\t\nexit\n",
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        cwd=tmp_path,
    )
    assert "got:bank list" in run.stdout


@needs("fish")
def test_fish_completes_commands_and_banks(tmp_path):
    def offered(line):
        command = f"source {FOLDER / 'interviewer.fish'}; complete -C {line!r}"
        run = subprocess.run(
            ["fish", "--no-config", "-c", command],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )
        return [line.split("\t")[0] for line in run.stdout.splitlines()]

    assert offered("interviewer ba") == ["bank"]
    assert "python" in offered("interviewer start p")


@needs("zsh")
def test_zsh_reads_it():
    run = subprocess.run(
        ["zsh", "-fn", FOLDER / "interviewer.zsh"], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (FOLDER / "interviewer.zsh").read_text().startswith("#compdef interviewer")


@needs("man")
def test_the_man_page_has_every_command_and_no_fault():
    run = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", FOLDER / "interviewer.1"],
        capture_output=True,
        text=True,
        check=True,
        env={"MANWIDTH": "100", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert run.stderr == ""
    for command in COMMANDS:
        assert f"interviewer {command}" in run.stdout, command
    for section in ("NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES"):
        assert f"\n{section}\n" in run.stdout, section
