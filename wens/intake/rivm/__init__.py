"""Health figures per wijk and buurt of RIVM and the GGDs (table 50120NED): model estimates, percentages."""
