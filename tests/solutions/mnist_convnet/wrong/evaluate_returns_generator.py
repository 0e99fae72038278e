"""A generator is returned.

caught by: test_accuracy_of_a_known_model, test_each_image_counts, test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    return (float(np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)) for _ in range(1))
