"""Hidden tests of mnist_convnet.

Functions get data, and where an earlier task is needed a model, of the grader's making. Models of students are
judged by what they compute: `Circuit` gives them weights that carry one signal from layer to layer, so that each
test sees one property and no other. The digits that `train` learns from have permuted labels, which makes a model
that was trained elsewhere worthless.
"""
