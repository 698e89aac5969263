"""Where districts lie: outlines, neighbours, and the mark of each."""
