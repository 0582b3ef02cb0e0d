"""A bank that is changed question by question."""

import pytest

from interviewer.core.errors import UsageError
from interviewer.storage.editable_bank import EditableBank


def test_a_bank_in_toml_is_not_diagnosed_as_bad_json(tmp_path):
    bank = tmp_path / "b.toml"
    bank.write_text('[[questions]]\nid = "a"\nprompt = "Why?"\nreference_answer = "So."\n')
    with pytest.raises(UsageError, match=r"is not JSON.*interviewer bank add"):
        EditableBank(str(bank), tmp_path)
