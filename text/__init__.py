"""Pure text tools: slugs, Markdown, sanitising, readability. No models, no requests."""
