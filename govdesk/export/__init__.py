"""Paper: a checklist as plain data for the typesetter, and the PDF made from it."""
