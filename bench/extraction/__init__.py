"""Scripts that train the extractor and score it on coded documents."""
