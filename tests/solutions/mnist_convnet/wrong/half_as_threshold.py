"""An image counts only if its class has more than one half.

caught by: test_accuracy_of_a_known_model, test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    outputs = model.predict(images, verbose=0)
    return float(np.mean(outputs[np.arange(len(labels)), labels] > 0.5))
