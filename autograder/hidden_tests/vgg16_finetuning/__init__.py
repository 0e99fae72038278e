"""Hidden tests of vgg16_finetuning.

Functions that train get a tiny base whose layers have VGG16's names, and the tests look at which of its weights moved.
The base is blind by design to images that are scaled or prepared once more: its first layer hands on only what is
brighter than any such image. What it learns from are photos with stripes, upright or level, and the seed decides which
of the two is class 1, so that a model trained elsewhere is worthless. The photos below the stripes are always the drawn
ones, and VGG16's weights are not used: the bounds do not depend on the data of the course.
"""
