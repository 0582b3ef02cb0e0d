"""What is shown of an interview: one wording of every fact, in Markdown and in plain text."""
