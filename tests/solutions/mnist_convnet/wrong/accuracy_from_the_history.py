"""The last accuracy of training is reported.

caught by: test_accuracy_of_a_known_model, test_each_image_counts, test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    return model.history.history["accuracy"][-1]
