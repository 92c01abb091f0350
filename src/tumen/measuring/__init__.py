"""Measuring: scores against coded documents, agreement of coders, and training of the extractor's small models.

Takes folders of coded documents; gives figures and weights. Nothing here is needed when claims are extracted.
Refuses a folder without documents beside their coding.
"""
