"""`regrade` says which points changed, and what each verdict rests on."""

import json

from tests.helpers.model_replies import Voice, reply_to
from tests.helpers.model_server import ModelServer, in_thread
from tests.helpers.program import call

BANK = {
    "schema_version": 1,
    "title": "Sky",
    "questions": [
        {
            "id": "blue-sky",
            "prompt": "Why is the sky blue?",
            "rubric": [
                {
                    "id": "short",
                    "label": "which waves scatter",
                    "description": "Short waves are scattered more than long ones.",
                    "signs": ["short waves scatter more"],
                },
                {"id": "eye", "description": "The eye sees violet badly.", "signs": ["our eyes"]},
            ],
        }
    ],
}
ANSWER = "The short waves scatter more than the long ones do."


def test_what_changed_and_by_which_words(tmp_path):
    bank, home = tmp_path / "bank.json", tmp_path / "home"
    bank.write_text(json.dumps(BANK))
    words = (bank, "--plain", "--offline", "--follow-ups", "0")
    assert call(home, *words, stdin=f"{ANSWER}\n").returncode == 0
    with in_thread(ModelServer(answer=lambda asked: reply_to(asked, Voice()))) as server:
        where = ("--model", "m", "--base-url", server.url)
        stricter = call(home, "regrade", "latest", *where)
    assert stricter.returncode == 0, stricter.stderr
    said = stricter.stdout.decode()
    assert "Blue sky, which waves scatter: made -> missed" in said
    assert f"    before by: \u201c{ANSWER.rstrip('.')}" in said
    assert "    now: no words of yours were found that say it" in said
    assert "agrees with what stood before on 1 of 2 points" in said

    back = call(home, "regrade", "latest", "--offline").stdout.decode()
    assert "Blue sky, which waves scatter: missed -> made" in back
    assert "    now by: \u201c" in back
    assert call(home, "regrade", "latest", "--offline").stdout.decode().count("->") == 0
    assert call(home, "verify", "latest").returncode == 0
