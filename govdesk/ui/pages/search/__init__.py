"""Searching: the page of results, and the suggestions under the search box."""
