"""Answers over the whole record: contradictions, what-if, competing hypotheses, the wording of a finding.

Takes exchanges, origins and parameters, gives answers. It refuses to change the record.
"""
