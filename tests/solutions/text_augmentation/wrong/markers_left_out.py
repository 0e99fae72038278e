"""The markers are dropped when the ids become words.

caught by: test_markers_are_no_words
"""

# %% decode
def decode(reviews, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    return [[words[number] for number in review if number > 2] for review in reviews]
