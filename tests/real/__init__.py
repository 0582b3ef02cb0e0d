"""Against a real model's server. Only with REAL_SERVER=1, where its two packages are installed."""
