"""The window around every page: top bar, stack of pages, status bar, and the way from one page to another."""
