"""What stands where a bank says nothing. Apart from `questions`, which loads pydantic."""

from typing import Final

UNTITLED = "Interview"
"""The title of a bank that has none."""
ANY_TOPIC = "general"
"""The topic of a question that has none."""
MEDIUM: Final = "medium"
"""The difficulty of a question that has none."""
