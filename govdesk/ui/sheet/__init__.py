"""The reading surface: a long text on a sheet, its contents, finding and copying. The rule and the manual stand on it."""
