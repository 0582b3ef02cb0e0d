"""The prompts as they are shipped, for tests."""

from interviewer import assets

PROMPTS = assets.prompts()
