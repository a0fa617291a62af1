"""The facts store: every cell of every snapshot as Parquet, and the portable expressions over it."""
