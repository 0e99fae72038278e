"""Hidden tests of image_augmentation.

Augmentation is judged by what it does to images whose pixels say where they come from: two colour channels are ramps,
so the change of each image can be read off its middle, and the fill of its borders follows from it. Pipelines get
images that carry a number, and an augmentation of the grader's making. Nothing is asked about how it is written.
"""
