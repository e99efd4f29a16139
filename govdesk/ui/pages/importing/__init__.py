"""导入规则: a file at the left, what was found in it at the right, put right by hand, kept as a pack."""
