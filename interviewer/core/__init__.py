"""The interview itself. Pure: the standard library and pydantic; imports no other package of the program."""
