"""Paper on the screen: the preview window, the printer, the files."""
