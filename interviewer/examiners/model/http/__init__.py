"""The wire: one request to a model's server and the stream of its reply."""
