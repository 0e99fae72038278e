"""Hidden tests of convolution_by_hand.

Each test varies one thing and holds the rest where another mistake would not show: a kernel that looks the same
when it is turned, one channel, one filter, stride 1. The expected values come from `slide`, in plain loops.
"""
