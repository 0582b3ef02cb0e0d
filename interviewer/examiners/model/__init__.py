"""The model examiner: one call for each answer, streamed, checked, never trusted with a number."""
