"""What every screen is built of: theme, icons, widgets, the page's contract with the window."""
