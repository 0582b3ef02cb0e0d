"""A mistake in the words of a command is answered in two lines."""

import pytest

from interviewer.cli import main
from interviewer.commands.registry import parser_for


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cout", "3"], "unrecognized arguments: --cout. Did you mean '--count'?"),
        (["--zzzzzz"], "unrecognized arguments: --zzzzzz.\n"),
        (["check"], "the following arguments are required: BANK."),
        (
            ["serve", "x.json", "--offline"],
            "`--` comes before what each visitor's program takes: `-- BANK --offline`.",
        ),
        (["bank", "import"], "the following arguments are required: FILE."),
        (["--count", "\x1b[31m0"], "is not a whole number"),
    ],
)
def test_a_mistake_is_named_without_the_list_of_flags(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    error = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in error
    assert "usage:" not in error
    assert len(error.splitlines()) == 2
    assert "--help` shows what it takes." in error
    assert "\x1b" not in error


@pytest.mark.parametrize(
    ("words", "same"), [(["help"], ["--help"]), (["help", "report"], ["report", "--help"])]
)
def test_help_is_a_word_too(words, same, capsys):
    said = []
    for line in (words, same):
        try:
            assert main(line) == 0
        except SystemExit as ended:
            assert ended.code == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert "usage: interviewer" in said[0]


def test_talk_takes_what_start_takes_and_lists_what_it_uses():
    talk, start = parser_for("talk"), parser_for("start")
    words = ["--plain", "--end-mark", "END", "--count", "2", "--transcript", "here"]
    assert vars(talk.parse_args(words)) == vars(start.parse_args(words))
    assert "--transcript" in talk.format_help()
    assert "--plain" not in talk.format_help()
    assert "--end-mark" not in talk.format_help()
