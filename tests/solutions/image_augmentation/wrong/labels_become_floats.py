"""The labels are turned into floats.

caught by: test_labels_stay_with_their_images
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def scale(images, labels):
        return tf.cast(images, tf.float32) / 255, tf.cast(labels, tf.float32)

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train))
    training = training.batch(batch_size).map(scale)
    if augmentation is not None:
        training = training.map(lambda images, labels: (augmentation(images, training=True), labels))
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation))
    return training, validation.batch(batch_size).map(scale)
