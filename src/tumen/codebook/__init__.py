"""The words as types: what a claim is, where it was read, and what is made of it.

Takes nothing; gives the types that all rooms share, and their JSON and CSV forms.
Refuses what the codebook does not allow, naming the field and the reason.
"""
