"""What stands on paper: the report of a place and the overview of the gemeente, in the form that the layouts read."""
