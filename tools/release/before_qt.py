"""Runs in the built app before PyInstaller's own hooks: the one for Qt looks for a file in Qt, and Qt then has its locale for good."""

from govdesk.system_language import speak_chinese

speak_chinese()
