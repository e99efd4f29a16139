"""Rules: their model, their text files, their numbers and how they are cited."""
