"""Rules for a built site: what must be true of its files before readers see them."""
