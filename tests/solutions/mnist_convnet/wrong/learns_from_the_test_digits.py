"""The model learns from the digits that it was evaluated on.

caught by: test_evaluation_leaves_the_model_alone
"""

# %% evaluate
def evaluate(model, images, labels):
    accuracy = np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels)
    model.compile("rmsprop", "sparse_categorical_crossentropy")
    model.fit(images, labels, verbose=0)
    return float(accuracy)
