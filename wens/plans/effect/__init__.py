"""Did it work? From the figures of an edition: what there is, which method that allows, what came out, in words.

material   the counts of the area, its neighbours and the others, in the periods before and after
choosing   which method the data allow, decided from the time before only, so before anybody sees what came out
judging    what came out: likely, unclear or no effect, and whether it moved to the neighbours
words      all of it in sentences
"""
