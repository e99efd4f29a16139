"""办事: what there is to do under the rule in force, what was begun, and what falls due."""
