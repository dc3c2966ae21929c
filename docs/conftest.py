"""The pages run as doctests; what Sphinx reads and writes does not."""

collect_ignore = ["conf.py", "_build", "reference/generated"]
