"""Privacy as working parts: the processing register, retention, requests of people, erasure and exports."""
