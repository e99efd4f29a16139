"""规则: a rule as a well-set book, with its contents at the left and what belongs to the article at the right."""
