"""What is asked: the formats of question banks, and how their files are read."""
