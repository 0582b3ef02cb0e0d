"""Banks from what people have: one file a format, all of them without running or fetching anything."""
