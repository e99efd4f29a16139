"""法律法规: a law of the library of statutes, to be read."""
