"""The screens of plans: for everybody, for who directs, and for partners."""
