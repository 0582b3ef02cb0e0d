"""The least that each thing could cost: what `interviewer` is measured beside."""
