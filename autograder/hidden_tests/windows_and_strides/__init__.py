"""Hidden tests of windows_and_strides.

Models of `build_model` are compared with Keras layers that have the same weights. The sweep runs on images of 6x6 with
a `build` of the grader's that keeps each model, so it shows which models were trained, from which start, and on which
pixels. Tables are made up; the best on the validation set is never the best on the test set.
"""
