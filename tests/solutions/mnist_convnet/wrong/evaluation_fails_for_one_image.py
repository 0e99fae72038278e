"""squeeze removes the axis of the images too, if there is only one.

caught by: test_each_image_counts
"""

# %% evaluate
def evaluate(model, images, labels):
    outputs = np.squeeze(model.predict(images, verbose=0))
    return float(np.mean(outputs.argmax(axis=1) == labels))
