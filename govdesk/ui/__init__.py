"""All of Qt: the window and its pages. What a page decides lives below, in the core."""
