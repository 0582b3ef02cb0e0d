"""The program over real pseudo-terminals, typed at without sense and hit at the worst moments."""
