"""Images are shuffled without their labels.

caught by: test_labels_stay_with_their_images
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def rescale(images, labels):
        return tf.cast(images, "float32") / 255, labels

    def augment(images, labels):
        return augmentation(images, training=True), labels

    training = tf.data.Dataset.zip(
        tf.data.Dataset.from_tensor_slices(x_train).shuffle(len(x_train)), tf.data.Dataset.from_tensor_slices(y_train)
    )
    training = training.batch(batch_size).map(rescale)
    if augmentation is not None:
        training = training.map(augment)
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation)).batch(batch_size).map(rescale)
    return training, validation
