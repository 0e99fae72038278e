"""From the top downwards: n outputs read (n - 1) * stride + window inputs."""

# %% receptive_fields
def receptive_fields(stack):
    def seen(layers_below):
        count = 1
        for window, stride in reversed(layers_below):
            count = (count - 1) * stride + window
        return count

    return np.array([seen(stack[: depth + 1]) for depth in range(len(stack))])
