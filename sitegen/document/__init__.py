"""The block tree: what an article is, whatever format it came in."""
