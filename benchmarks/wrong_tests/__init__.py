"""How well a hidden test with a mistake in it is found from a cohort alone: `python -m benchmarks wrong_tests.trials`.

Beside this file lie, for some exercises, hidden tests with a mistake in them. `outcomes.py` has each of them judge the
solutions of the corpus, `cohorts.py` makes cohorts of what came out, and `trials.py` asks which test may be wrong.
"""
