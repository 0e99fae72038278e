"""The loss is reported instead of the accuracy.

caught by: test_accuracy_of_a_known_model, test_each_image_counts, test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.evaluate(images, labels, verbose=0)[0]
