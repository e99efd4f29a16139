"""自己编一件: an errand of one's own written by a form, checked and shown as a list while it is written."""
