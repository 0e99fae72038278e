"""The picture of the start page: what training, validation and test data are for."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from convnets.plots.colors import BLUE, GREEN, ORANGE

PARTS = (
    ("training", 5, BLUE, "the weights are learned\nfrom it: fit(...)"),
    ("validation", 2.5, ORANGE, "you compare settings\non it, and choose"),
    ("test", 2.5, GREEN, "you use it once, for\nthe model you chose"),
)


def three_parts() -> Figure:
    """Draw all examples as a bar in three pieces, and below each piece what it is used for."""
    figure, axis = plt.subplots(figsize=(9, 2.2), layout="constrained")
    left = 0.0
    for name, width, color, purpose in PARTS:
        axis.barh(0, width, left=left, height=0.7, color=color, edgecolor="white", linewidth=3)
        axis.text(left + width / 2, 0, name, color="white", ha="center", va="center", fontsize=14)
        axis.text(left + width / 2, -0.55, purpose, ha="center", va="top", fontsize=11)
        left += width
    axis.set(xlim=(0, left), ylim=(-1.3, 0.5))
    axis.axis("off")
    return figure
