"""Full-text search over the articles of the library, on whoosh behind `SearchIndex`."""
