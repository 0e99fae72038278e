"""A pass ends after 100 batches, as with the lecture's steps_per_epoch.

caught by: test_each_pass_has_each_image_once
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def scale(images, labels):
        return tf.cast(images, "float32") / 255, labels

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train))
    training = training.batch(batch_size).map(scale).take(100)
    if augmentation is not None:
        training = training.map(lambda images, labels: (augmentation(images, training=True), labels))
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation))
    return training, validation.batch(batch_size).map(scale)
