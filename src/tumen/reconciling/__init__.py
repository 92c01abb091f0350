"""From the claims of an exchange and their origins to estimates with intervals; pure, with NumPy and SciPy.

Takes exchanges, questions and origins, gives estimates. It refuses to read, trace or judge: that is for others.
"""
