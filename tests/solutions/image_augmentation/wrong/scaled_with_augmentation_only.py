"""Training images are scaled where they are augmented: not at all without augmentation.

caught by: test_training_without_augmentation
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def rescale(images, labels):
        return tf.cast(images, "float32") / 255, labels

    def augment(images, labels):
        return augmentation(tf.cast(images, "float32") / 255, training=True), labels

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train))
    training = training.batch(batch_size)
    if augmentation is not None:
        training = training.map(augment)
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation)).batch(batch_size).map(rescale)
    return training, validation
