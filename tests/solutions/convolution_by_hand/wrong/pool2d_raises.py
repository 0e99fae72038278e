"""Every call raises an error: an image has no attribute `height`.

caught by: test_average_is_the_mean, test_channels_are_pooled_apart, test_default_stride_is_the_pool_size, test_given_stride_is_used, test_incomplete_windows_are_left_out, test_largest_value_may_be_negative, test_pool2d_keeps_its_maps_and_pools_each_alone
"""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    return np.zeros((feature_maps.height // pool_size, feature_maps.width // pool_size))
