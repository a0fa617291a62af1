"""Recorded crime and nuisance of the police: tables 47018NED, 47022NED and 47024NED."""
