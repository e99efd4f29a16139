"""使用手册: the manual on the reader's sheet, with contents and finding of its own."""
