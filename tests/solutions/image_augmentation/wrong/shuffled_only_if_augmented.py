"""Without augmentation the training images come in the given order.

caught by: test_training_without_augmentation
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def scale(images, labels):
        return tf.cast(images, "float32") / 255, labels

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train))
    training = training.batch(batch_size).map(scale)
    if augmentation is not None:
        training = training.unbatch().shuffle(len(x_train)).batch(batch_size)
        training = training.map(lambda images, labels: (augmentation(images, training=True), labels))
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation))
    return training, validation.batch(batch_size).map(scale)
