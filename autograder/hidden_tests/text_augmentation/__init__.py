"""Hidden tests of text_augmentation.

A generator cannot travel, so the calls are put together in the student's kernel, from seeds. Most texts here consist of
words that all differ ("w0", "w1", ...), so that the place of a word tells where it came from.
"""
