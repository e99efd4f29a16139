"""The wizard screen: questions at the left, one of them in the centre, its article at the right."""
