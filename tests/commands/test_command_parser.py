"""A mistake in the words of a command is answered in two lines."""

import pytest

from interviewer.cli import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cout", "3"], "unrecognized arguments: --cout. Did you mean '--count'?"),
        (["--zzzzzz"], "unrecognized arguments: --zzzzzz.\n"),
        (["verify"], "the following arguments are required: SESSION."),
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
