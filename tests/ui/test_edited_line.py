"""The line that is typed in plain mode, on a paper terminal: text, carriage return and backspace."""

import random

import pytest

from interviewer.ui.edited_line import EditedLine, cells, shown


class Paper:
    """What a terminal shows that knows no escape codes."""

    def __init__(self, width):
        self.width = width
        self.rows = [{}]
        self.column = 0

    def write(self, text):
        for char in text:
            assert char in "\n\r\b" or char >= " "
            if char == "\n":
                self.rows.append({})
                self.column = 0
            elif char == "\r":
                self.column = 0
            elif char == "\b":
                assert self.column > 0
                self.column -= 1
            else:
                size = cells(char)
                if self.column + size > self.width:
                    self.rows.append({})
                    self.column = 0
                if size:
                    self.rows[-1][self.column] = char
                    for more in range(1, size):
                        self.rows[-1][self.column + more] = ""
                self.column += size

    def row(self, at=-1):
        row = self.rows[at]
        return "".join(row.get(column, " ") for column in range(max(row, default=-1) + 1)).rstrip()


def line_on(width):
    paper = Paper(width)
    return EditedLine(paper.write, lambda: paper.width), paper


EDITS = ("left", "right", "home", "end", "backspace", "delete", "word_left", "word_right", "cut_word",
         "cut_to_start", "cut_to_end")  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_what_stands_in_one_row_is_the_line(seed):
    rng = random.Random(seed)
    line, paper = line_on(60)
    model, at = [], 0
    for _ in range(200):
        if rng.random() < 0.5 and len(model) < 25:
            text = rng.choice(["a", "bc", "\u4f60", " ", "x y", "\t"])
            line.insert(text)
            model[at:at] = text
            at += len(text)
        else:
            edit = rng.choice(EDITS)
            getattr(line, edit)()
            at = line._at
            model = list(line.text)
        assert "".join(model) == line.text
        assert paper.row() == shown(line.text).rstrip()
        assert paper.column == cells(line.text[:at])
    text = line.text
    assert line.enter() == text
    assert paper.row(-2) == shown(text).rstrip()
    assert len(paper.rows) == 2


@pytest.mark.fault("K6")
@pytest.mark.parametrize("seed", range(20))
def test_a_line_of_many_rows_can_be_edited_and_is_shown_whole_at_its_end(seed):
    rng = random.Random(seed)
    line, paper = line_on(20)
    for _ in range(60):
        if rng.random() < 0.7:
            line.insert(rng.choice(["word ", "a", "\u4f60\u597d", "long" * 9]))
        else:
            getattr(line, rng.choice(EDITS[:6]))()
        if line._windowed:
            assert paper.row() in shown(line.text).rstrip() + " "
            before = "".join(line._chars[: line._at])
            under = "".join(paper.rows[-1].get(column, " ") for column in range(paper.column))
            assert shown(before).endswith(under)
    first = len(paper.rows) if line._windowed else 1
    text = line.enter()
    assert "".join(paper.row(at) for at in range(first - 1, len(paper.rows))).replace(" ", "") == (
        text.replace(" ", "")
    )


def test_a_cluster_goes_as_one():
    line, _ = line_on(40)
    line.insert("ae\u0301\U0001f468\u200d\U0001f469b")
    line.left()
    line.backspace()
    assert line.text == "ae\u0301b"
    line.backspace()
    assert line.text == "ab"


def test_what_is_typed_can_do_nothing_to_the_terminal():
    line, paper = line_on(80)
    line.insert("\x1b[31m\x07\x9b\u2028\u202e")
    assert "\x1b" not in paper.row()
    assert line.enter() == "\x1b[31m\x07\x9b\u2028\u202e"


def test_shown_again_after_something_else_was_written():
    line, paper = line_on(20)
    line.insert("half a line")
    paper.write("\n$ fg\n")
    line.show_again()
    line.insert("!")
    assert paper.row() == "half a line!"


@pytest.mark.fault("K5")
def test_a_line_of_any_length_is_quick():
    line, paper = line_on(80)
    line.insert("x" * 200_000)
    for _ in range(50):
        line.left()
        line.insert("y")
    assert len(line.text) == 200_050
    assert len(paper.rows[-1]) <= 80
