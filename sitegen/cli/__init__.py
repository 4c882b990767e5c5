"""argv in, exit code out: 0 done, 1 problems found or some input failed, 2 usage. A command is a function in one of the
modules here, and calls one function of `app`."""

from sitegen.cli import articles, checking, conversion, publication
from sitegen.cli.group import main

__all__ = ["articles", "checking", "conversion", "main", "publication"]
