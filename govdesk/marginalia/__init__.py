"""What people put into the margin of a rule: bookmarks (收藏) and notes of their own (我的笔记)."""
