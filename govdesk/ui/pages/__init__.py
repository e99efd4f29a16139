"""The screens. No page imports another; the window shows them by name."""
