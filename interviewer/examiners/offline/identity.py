"""Who the built-in examiner is. Apart from its rules, which are loaded on first use."""

from interviewer.core.plan import ExaminerIdentity

RULES_VERSION = "1"
IDENTITY = ExaminerIdentity(name="offline", version=RULES_VERSION, kind="offline")
