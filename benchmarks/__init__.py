"""The figures README quotes. `make bench` runs them all; see `benchmarks.run`."""
