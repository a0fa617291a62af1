"""Makes fictional gemeenten with every source delivered as files, for tests, benchmarks and training.

The same seed gives the same bytes. `python -m worldmaker FOLDER --help` tells what can be asked for; `truth.json` in
the folder tells what was planted. Not imported by wens.
"""
