"""`python main.py` opens the window; `python main.py COMMAND` runs one command."""

import sys

from govdesk.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
