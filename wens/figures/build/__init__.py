"""From counted facts to figures: pure functions over whole arrays, no database, no files.

Arrays are shaped (periods, areas): a row of the array is one period, in the order of `Periods`, and a column is one
area, in the order of `Geography` (level, then code). Amounts are integers, `wens.facts.expressions.SCALE` to the unit,
until the moment that they are divided; so sums do not depend on their order.
"""
