"""What the text of a page consists of, besides the blocks: links, words, pictures, quotes."""
