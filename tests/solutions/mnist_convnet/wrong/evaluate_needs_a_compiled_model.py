"""model.evaluate raises for a model that was never compiled.

caught by: test_accuracy_of_a_known_model, test_each_image_counts, test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    return model.evaluate(images, labels, verbose=0)[1]
