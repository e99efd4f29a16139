"""期限: what is due when, over all checklists, and a small tool that counts working days."""
