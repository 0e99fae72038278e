"""Images are divided by the brightest pixel of the training images.

caught by: test_both_datasets_are_scaled_once
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def scale(images, labels):
        return tf.cast(images, "float32") / float(x_train.max()), labels

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train))
    training = training.batch(batch_size).map(scale)
    if augmentation is not None:
        training = training.map(lambda images, labels: (augmentation(images, training=True), labels))
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation))
    return training, validation.batch(batch_size).map(scale)
