"""A symbolic tensor comes back: the layer was never given numbers.

caught by: test_conv3d_keeps_arguments_axes_and_fractions, test_depth_height_and_width_are_kept_apart, test_volume_kernel_is_not_turned
"""

# %% conv3d
def conv3d(volume, kernel):
    inputs = keras.Input((*volume.shape, 1))
    return keras.layers.Conv3D(1, kernel.shape, use_bias=False)(inputs)
