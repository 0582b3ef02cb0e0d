"""What code holds against a model: quotes, denials, leaks, closing words."""
