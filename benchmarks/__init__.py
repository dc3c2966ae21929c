"""Benchmarks: ratios of times that were measured side by side in one run; see README.md."""
