"""Only the first 1,000 images are evaluated.

caught by: test_each_image_counts
"""

# %% evaluate
def evaluate(model, images, labels):
    predictions = model.predict(images[:1000], verbose=0).argmax(axis=1)
    return float(np.mean(predictions == labels[:1000]))
