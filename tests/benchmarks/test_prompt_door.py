"""The door by which anybody plays the model on recorded prompts."""

import json

from benchmarks.prompt_cases import drawn, prompt, questions
from benchmarks.prompt_door import lines, taken_in, write


def test_the_same_seed_draws_the_same_prompts_and_a_reply_is_counted(tmp_path):
    known = questions()
    for kind in ("alone", "interview", "back"):
        write(tmp_path, kind, 3, seed=5)
        cases = drawn(kind, 3, seed=5)
        assert cases == drawn(kind, 3, seed=5)
        for case in cases:
            text = (tmp_path / "prompts" / f"{case.name}.txt").read_text(encoding="utf-8")
            assert text == prompt(case, known[case.question_id])
            assert case.answer.split()[0] in text
    assert taken_in(tmp_path) == {}
    case = drawn("interview", 3, seed=5)[0]
    honest = [
        {"point": p.id, "quote": "never said", "made": "yes" if case.points[p.id] else "no"}
        for p in known[case.question_id].points
    ]
    reply = {"findings": honest, "beliefs": [], "transition": None, "follow_up": None}
    (tmp_path / "replies" / f"{case.name}.txt").write_text(json.dumps(reply), encoding="utf-8")
    back = drawn("back", 3, seed=5)[0]
    said = json.dumps({"clarification": "Take whichever you like."})
    (tmp_path / "replies" / f"{back.name}.txt").write_text(said, encoding="utf-8")
    (tmp_path / "replies" / "back-002.txt").write_text("No JSON.", encoding="utf-8")
    found = taken_in(tmp_path)
    made = sum(case.points.values())
    assert found["interview"].unfound == found["interview"].undecided == made
    assert len(found["interview"].taken) == found["interview"].claimed == made
    assert (found["back"].clarified, len(found["back"].unusable)) == (1, 1)
    assert "questions back answered: 1" in "\n".join(lines(found))
