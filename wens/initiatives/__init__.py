"""Initiatives of residents, from idea to done, the help that they find, and networks of residents."""
