"""Writing without markup: a text as blocks that an editor can show, and back into Markdown.

``reading`` takes a text apart, ``canonical`` checks what an editor sends, ``writing`` puts one
block into Markdown, ``assembling`` puts a text together and proves it by reading it again.
"""
