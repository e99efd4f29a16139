"""流程图: a wizard drawn on one screen, for whoever must approve it; printed as the approval sheet."""
