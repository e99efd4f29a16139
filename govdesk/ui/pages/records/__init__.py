"""清单: all checklists of this data folder, and the 回收站."""
