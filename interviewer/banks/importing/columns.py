"""What a column or a key of a list of questions means, by the words people use."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from interviewer.banks.importing.found import ImportRefusedError
from interviewer.core.nearest import nearest

MEANINGS: Final = {
    "question": (
        "question questions prompt front q ask term frage pregunta pergunta domanda vraag vorderseite recto "
        "question_text questiontext interview_question question_title title stem problem text name"
    ),
    "answer": (
        "answer answers reference back a definition solution response explanation antwort respuesta réponse reponse resposta "
        "risposta antwoord rückseite verso reference_answer model_answer sample_answer expected_answer ideal_answer "
        "answer_text correct_answer description content body output solution_text"
    ),
    "topic": "topic topics tag tags category categories subject section chapter deck area skill thema categoria catégorie domain theme",
    "difficulty": "difficulty level difficulty_level schwierigkeit niveau dificultad complexity",
    "points": "points point rubric key_points keypoints criteria criterion marking_scheme punkte puntos",
    "weight": "weight weights marks gewicht peso",
    "hints": "hint hints clue hinweis",
    "alternatives": "alternative alternatives alternative_answers other_answer other_answers",
    "wrong": "wrong wrong_answers incorrect incorrect_answers distractors distractor misconceptions misconception",
    "options": "options choices alternatives_list answers_list options_list",
    "licence": "licence license",
    "source": "source url reference_url author",
}
"""Every meaning with its usual names, the likelier first."""

_BY_NAME: Final = {
    name: (meaning, place)
    for meaning, names in MEANINGS.items()
    for place, name in enumerate(names.split())
}


def plain_name(name: str) -> str:
    """A column's name as it is compared: "Reference Answer:" is "reference_answer"."""
    return re.sub(r"[\W_]+", "_", name.strip().casefold()).strip("_")


def meanings(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """By meaning, the name that has it. `given` says it for some and counts first.

    Raises ImportRefusedError where `given` names what is not there.
    """
    there = list(names)
    found: dict[str, str] = {}
    for meaning, name in (given or {}).items():
        match = next((n for n in there if plain_name(n) == plain_name(name)), None)
        if match is None:
            raise ImportRefusedError(
                f"There is no column {name!r}.{nearest(name, there)} There is: {', '.join(there[:20])}."
            )
        found[meaning] = match
    ranked = sorted(
        ((*_BY_NAME[plain_name(name)], name) for name in there if plain_name(name) in _BY_NAME),
        key=lambda entry: entry[1],
    )
    for meaning, _, name in ranked:
        if name not in found.values():
            found.setdefault(meaning, name)
    return found


def parse_map(said: Iterable[str]) -> dict[str, str]:
    """What `--map question=Frage` says. Raises ImportRefusedError for an unknown meaning."""
    found: dict[str, str] = {}
    for one in said:
        meaning, equals, name = one.partition("=")
        if not equals or meaning.strip() not in MEANINGS or not name.strip():
            raise ImportRefusedError(
                f"--map takes MEANING=COLUMN, such as question=Frage, and not {one!r}. "
                f"A meaning is one of {', '.join(MEANINGS)}."
            )
        found[meaning.strip()] = name.strip()
    return found
