"""清单页: one checklist being worked on, every tick on the disk before it is shown."""
