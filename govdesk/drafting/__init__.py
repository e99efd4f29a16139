"""Checklists for a rule that has none (套用): the lines of other packs, each grounded anew in the new rule's words."""
