"""The words are swapped by Python's global generator, which is seeded anew in each call.

caught by: test_deletion_and_swap_are_pure_functions
"""

# %% random_swap
import random


def random_swap(tokens, rate, rng, thesaurus, protected):
    random.seed(42)
    result = list(tokens)
    free = [place for place, token in enumerate(tokens) if token not in protected]
    for _ in range(round(rate * len(tokens)) if len(free) > 1 else 0):
        one, other = random.sample(free, 2)
        result[one], result[other] = result[other], result[one]
    return result
