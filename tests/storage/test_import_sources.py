"""Files, folders and zips to import from: their topics and licences, and what is refused."""

import io
import os
import time
import zipfile

import pytest

from interviewer.core.errors import UsageError
from interviewer.storage.import_sources import findings

MARKDOWN = "## What is it?\n\nIt keeps pages.\n"
FILES = {
    "README.md": "# Things\n\n## Why is it?\n\nSo.\n",
    "os/memory.md": MARKDOWN,
    "os/more.csv": "question,answer\nWho?,Me.\n",
    "config.json": '{"a": 1}',
    "broken.csv": "x,y,z\n1,2,3\n",
    "LICENSE": "MIT License\n\nCopyright",
    ".git/x.md": MARKDOWN,
    "node_modules/x/readme.md": MARKDOWN,
}


def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / name).write_text(text)
    (tmp_path / "src" / "link.md").symlink_to("/etc/passwd")
    return tmp_path / "src"


def zipped(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in FILES.items():
            made.writestr(name, text)
    return path


@pytest.mark.parametrize("made", [folder, zipped])
def test_a_folder_and_a_zip(tmp_path, made):
    found = findings(made(tmp_path))
    assert sorted((q.prompt, q.answer, q.topic, q.file) for q in found.questions) == [
        ("What is it?", "It keeps pages.", "os", "os/memory.md"),
        ("Who?", "Me.", "os", "os/more.csv"),
        ("Why is it?", "So.", "", "README.md"),
    ]
    assert found.licence == "MIT"
    assert found.title == "Things"
    assert [left.file for left in found.left] == ["broken.csv"]


def test_a_zip_bomb_is_one_sentence(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.md", "w") as member:
        for _ in range(60):
            member.write(bytes(1_000_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(UsageError, match="unpacks to more than 20 MB"):
        findings(path)


def test_many_files_that_are_too_much_together(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for n in range(12):
            made.writestr(f"{n}.md", b"a " * 9_000_000)
    with pytest.raises(UsageError, match="more than 200 MB"):
        findings(path)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04 broken", "damaged zip"),
        (b"\0\1\2\3" * 100, "no text file"),
        (bytes(range(1, 256)) * 9, "no text file"),
        (b"SQLite format 3\0", "no Anki package"),
    ],
)
def test_what_is_no_list_of_questions(tmp_path, raw, said):
    path = tmp_path / "thing"
    path.write_bytes(raw)
    with pytest.raises(UsageError, match=said):
        findings(path)


def test_a_workbook_is_named(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.xml", "")
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    with pytest.raises(UsageError, match=r"Excel file. Save it as CSV"):
        findings(tmp_path / "a.xlsx")


def test_a_gigabyte_is_refused_at_once(tmp_path):
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    began = time.process_time()
    with pytest.raises(UsageError, match="larger than 20 MB"):
        findings(path)
    assert time.process_time() - began < 2


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="a pipe"):
        findings(tmp_path / "pipe")
