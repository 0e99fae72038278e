"""What the penalty takes away is clipped and subtracted; the linear system of L2 is solved; binomial numbers drop."""

# %% minimum_l1
def minimum_l1(minimum, curvature, strength):
    reach = strength / curvature
    return minimum - np.clip(minimum, -reach, reach)

# %% minimum_l2
def minimum_l2(minimum, curvature, strength):
    hessian = np.diag(curvature) + 2 * strength * np.eye(len(minimum))
    return np.linalg.solve(hessian, np.multiply(curvature, minimum))

# %% dropout
def dropout(x, rate, rng, training=True):
    if training:
        return x * rng.binomial(1, 1 - rate, size=np.shape(x)) * (1 / (1 - rate))
    return x
