"""One function for each command: read, call what is pure, write."""
