"""From a supplier's file to facts in force: snapshots, checks, corrections, placing, slices."""
