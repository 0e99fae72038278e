"""The ids are taken for ranks: every word is off by three.

caught by: test_ids_are_ranks_plus_three
"""

# %% decode
def decode(reviews, word_index):
    words = {rank: word for word, rank in word_index.items()}
    markers = ["<pad>", "<start>", "<unknown>"]
    return [[markers[number] if number < 3 else words[number] for number in review] for review in reviews]
