"""政务案头 GovDesk: work rules of Chinese city governments as text, search, wizards and checklists."""

__version__ = "0.2.0"
