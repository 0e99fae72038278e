"""Generators, which can be passed once.

caught by: test_given_arrays_stay, test_each_pass_has_each_image_once, test_labels_stay_with_their_images, test_training_images_change_in_each_pass, test_validation_is_not_augmented, test_both_datasets_are_scaled_once, test_training_is_shuffled_anew, test_training_without_augmentation
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def batches(images, labels):
        for first in range(0, len(images), batch_size):
            yield images[first : first + batch_size] / 255, labels[first : first + batch_size]

    return batches(x_train, y_train), batches(x_validation, y_validation)
