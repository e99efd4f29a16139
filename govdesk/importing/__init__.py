"""Bringing in a rule from a file: readers for each format, one structure parser, the pack that comes of it."""
