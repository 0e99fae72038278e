"""Ids from 10,000 on are unknown, although they have a word in the index.

caught by: test_ids_are_ranks_plus_three
"""

# %% decode
def decode(reviews, word_index):
    words = {rank + 3: word for word, rank in word_index.items() if rank + 3 < 10_000}
    words |= {0: "<pad>", 1: "<start>"}
    return [[words.get(number, "<unknown>") for number in review] for review in reviews]
