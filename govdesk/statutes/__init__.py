"""A library of statutes beside the packs: thousands of laws to look up and read, none of them with errands."""
