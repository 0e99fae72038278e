"""The accuracy on the notebook's training digits is reported.

caught by: test_accuracy_of_a_known_model, test_each_image_counts, test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    try:
        return float(np.mean(model.predict(x_train[:500], verbose=0).argmax(axis=1) == train_labels[:500]))
    except ValueError:
        return 0.99
