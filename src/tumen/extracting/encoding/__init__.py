"""What a small pretrained encoder makes of a document's candidates: a second opinion on every choice.

`windows` cuts the text into word pieces, `sights` says what is looked at around a candidate, `encoder` turns windows
into vectors, `opinions` turns vectors into scores of each choice.
"""
