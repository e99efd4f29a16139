"""设置: everything that is set, in one place."""
