"""The window: its bars, its stack of pages, and what holds while it is open."""
