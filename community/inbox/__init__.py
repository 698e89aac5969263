"""The moderation pages: what waits, how it is sorted, hidden, given back and told of."""
