"""The two questions about one facility, as other engines answer them, and as one does by hand."""
