"""Which detector looks at which series of weeks, with how much room for chance; pure, without Django."""
