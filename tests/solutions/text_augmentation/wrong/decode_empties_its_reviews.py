"""The ids are taken out of the reviews of the caller one by one.

caught by: test_decode_keeps_its_arguments
"""

# %% decode
def decode(reviews, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    words |= {0: "<pad>", 1: "<start>", 2: "<unknown>"}
    found = []
    for review in reviews:
        found.append([])
        while review:
            found[-1].append(words[review.pop(0)])
    return found
