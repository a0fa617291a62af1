"""Pure statistical kernels: arrays in, arrays out, nothing else of WENS (docs/adr/0008-own-statistics.md)."""
