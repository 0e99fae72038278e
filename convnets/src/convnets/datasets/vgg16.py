"""VGG16 without its classifier, with weights that are fit to build on."""

from typing import TYPE_CHECKING

from convnets.datasets import sources

if TYPE_CHECKING:
    import keras

WEIGHTS_FILE = "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"


def vgg16_base(input_shape: tuple[int, int, int] = (150, 150, 3), verbose: bool = True) -> "keras.Model":
    """Build the convolutional base of VGG16 (Simonyan and Zisserman 2015) with the weights that are available.

    Those are ImageNet's where there is a file or a network. Otherwise they are the sample weights, which were trained
    on drawings of animals (see `sample_vgg16`): they are worth something on the drawn stand-ins for photos, and
    code that works with these works with the real ones. A folder in CONVNETS_DATA need not have the weights: it is
    asked first, and then Keras.

    Args:
        input_shape: height, width (32 or more) and 3 channels. The model expects images that went through
            `keras.applications.vgg16.preprocess_input`.
        verbose: whether to print one line that says which weights these are.

    Returns:
        A Keras model with 14,714,688 parameters, all trainable. Its attribute `source` says where the weights are
        from: "CONVNETS_DATA", "Keras" or "sample". Copies made by Keras don't have this attribute.

    Raises:
        DatasetError: if CONVNETS_DATA names no folder, or the file in it is damaged.
        ValueError: if Keras can't build VGG16 for this shape.
    """
    import keras

    source, paths = sources.locate("vgg16")
    base = keras.applications.VGG16(weights=None, include_top=False, input_shape=input_shape)
    if source == sources.SAMPLE:
        from convnets.datasets.sample_vgg16 import sample_vgg16_weights

        base.set_weights(list(sample_vgg16_weights()))
    else:
        try:
            base.load_weights(paths[WEIGHTS_FILE])
        except (OSError, ValueError, KeyError) as error:
            raise sources.damaged(paths[WEIGHTS_FILE], source, error) from error
    base.source = source
    if verbose:
        kind = (
            "weights trained on drawings, not ImageNet's" if source == sources.SAMPLE else "weights trained on ImageNet"
        )
        print(f"VGG16 base: {kind}, {sources.origin(source)}")
    return base
