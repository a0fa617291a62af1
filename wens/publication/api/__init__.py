"""The read API under /api/v1: the public edition for programs.

Everybody may read it, nobody may write. It selects and formats what `wens.publication.data` reads, as the pages do, so
nothing can be had here that is not in the active public edition. Rules: NL GOV API Design Rules 2.1; what we promise
about versions stands in docs/operations/api.md.
"""

VERSION = "1.0.0"
ROOT = "/api/v1"
