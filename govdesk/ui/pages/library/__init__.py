"""规则库: which rules there are, where they come from, what is wrong with them."""
