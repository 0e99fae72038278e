"""The colors of all pictures, each with one meaning. Color-blind readers can tell them apart (Okabe and Ito 2008)."""

BLUE = "#0072B2"  # training; or the only thing that is shown
ORANGE = "#D55E00"  # validation; or what is compared with the first
GREEN = "#009E73"  # test; or a third
PURPLE = "#CC79A7"  # a fourth
GREY = "#777777"  # a baseline, and what is not the point
LEFT_OVER = "#E69F00"  # pixels that lie in no window; added zeros are dashed
