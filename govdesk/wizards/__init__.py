"""Wizards: declared questions and items, replayed answers, checklists grounded word for word."""
