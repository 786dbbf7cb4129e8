"""Benchmarks: every figure beside what the same machine can do in the same run."""
