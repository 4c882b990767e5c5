"""Evidence for each field of metadata, and the one place that weighs it."""
