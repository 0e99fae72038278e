"""Notebooks that are made by mutating valid ones, through everything that handles a submission, without a kernel.

One number, the seed, decides everything: which notebook, what is changed in it, what a kernel and the hidden tests
would say. `python -m tests.fuzzing --seed N --keep FOLDER` does one of them again and keeps what was handed in.
"""
