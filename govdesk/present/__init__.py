"""View models and display words: what is shown, worked out without Qt, for the window, the command line and paper alike."""
