"""政务案头 GovDesk: work rules of Chinese city governments as text, search, wizards and checklists."""

__version__ = "0.1.0"
