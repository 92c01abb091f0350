"""The benchmark of reconciliation: made-up worlds with a known truth, rival methods, and one scale to score them on.

It takes rows in the codebook's CSV form and gives tables of scores. It knows nothing of how the engine works.
"""
