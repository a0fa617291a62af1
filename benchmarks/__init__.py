"""How fast, against a peer on the same data in the same run: ratios, never seconds (`wens bench`).

Each module has `run(*, small: bool = False) -> list[Measured]`; small=True is the quick check that it still runs.
"""

NAMES = (
    "placing", "import", "national", "page", "pages", "paper", "local_moran", "protecting", "contributions",
    "roundtable", "scan", "outbreak", "near_repeat", "europe", "budgets",
)  # fmt: skip
MODULES = {"import": "importing"}
