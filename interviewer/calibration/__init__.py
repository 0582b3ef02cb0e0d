"""How far grades can be believed: measures of agreement with people's labels."""
