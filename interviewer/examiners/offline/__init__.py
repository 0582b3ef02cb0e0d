"""The offline examiner: no network, no model, the same grades on every machine."""

from interviewer.examiners.offline.examiner import IDENTITY, OfflineExaminer, examine

__all__ = ["IDENTITY", "OfflineExaminer", "examine"]
