"""The interview itself. Pure: the standard library and pydantic; knows no other room."""
