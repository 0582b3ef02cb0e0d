"""What a candidate says that is no answer, and what an interviewer says that is no question."""
