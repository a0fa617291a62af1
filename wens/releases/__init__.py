"""The ledger of every number made public: what was once said cannot be unsaid, so it must be known."""
