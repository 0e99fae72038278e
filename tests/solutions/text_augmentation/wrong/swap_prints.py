"""The result is shuffled in place and not returned: None comes back.

caught by: test_words_are_only_removed_or_moved, test_rate_of_deletion_and_swap, test_every_word_has_its_chance, test_short_texts_survive, test_deletion_and_swap_are_pure_functions, test_deletion_and_swap_protect
"""

# %% random_swap
def random_swap(tokens, rate, rng, thesaurus, protected):
    result = list(tokens)
    rng.shuffle(result)
    print(result)
