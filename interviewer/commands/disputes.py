"""Appeals against a point: heard by an examiner, written into the journal, told to who asked."""

from typing import Any

from interviewer.core.errors import UsageError
from interviewer.core.protocol import Appealed, AppealJudged
from interviewer.core.run import Examiner
from interviewer.examiners import appeals
from interviewer.storage.open_session import OpenSession
from interviewer.ui.ports import Appeal


async def hear(
    session: OpenSession, examiner: Examiner, question_id: str | None, appeal: Appeal
) -> dict[str, Any]:
    """Judge a disputed point and keep what came of it. None is the question answered last.

    The session may be closed. Returns `question`, `point`, `upheld`, `reason`. Raises ReportedError
    where the appeal is not heard.
    """
    sheets = [sheet for sheet in session.sheets() if sheet.turns]
    sheet = next((s for s in reversed(sheets) if question_id in (None, s.question.id)), None)
    if not appeal.quote.strip():
        raise UsageError("An appeal names words of your own.")
    appealed = Appealed(
        question=sheet.number if sheet else 1,
        point=appeal.point,
        quote=appeal.quote,
        why=appeal.why,
    )
    before = [later for later in session.amendments if isinstance(later, AppealJudged)]
    refusal = appeals.refused(sheet, appealed, before)
    if refusal or sheet is None:
        raise UsageError(refusal)
    with session.reopened() as opened:
        opened.amend(appealed)
        judged = await appeals.judge(examiner, sheet, appealed)
        opened.amend(judged)
    return {
        "question": sheet.question.id,
        "point": appeal.point,
        "upheld": judged.upheld,
        "reason": judged.reason,
    }
