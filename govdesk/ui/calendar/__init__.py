"""Days on screen: a month with 班 and 休, and the window that takes in a year's holiday notice."""
