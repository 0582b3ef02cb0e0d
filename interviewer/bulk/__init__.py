"""Many answers: their input, the pool that grades them, their results."""
