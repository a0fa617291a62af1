"""Pure statistical kernels: arrays in, arrays out, nothing else imported from WENS (docs/adr/0008-own-statistics.md)."""
