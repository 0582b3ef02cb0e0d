"""Servers composed of oddities at random, and what may never happen before any of them."""
