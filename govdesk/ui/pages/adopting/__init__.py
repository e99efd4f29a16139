"""套用: lists for a rule that has none, moved over from other packs and gone through line by line."""
