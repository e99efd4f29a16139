"""What more than one screen can do: print, export, archive, back up, import holidays."""
