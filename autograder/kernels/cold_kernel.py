"""A kernel without a fork server: confine this process, then become `ipykernel`.

python -m autograder.kernels.cold_kernel <Request as JSON>
"""

import sys

from autograder.kernels.request import Request


def main() -> None:
    request = Request.from_json(sys.argv[1])
    request.confinement.enter()
    from autograder.kernels import kernel_app  # only here: what it imports might start threads

    kernel_app.serve(request.arguments, request.threads)


if __name__ == "__main__":
    main()
