"""A county's plan for childcare under three as typed Python."""
