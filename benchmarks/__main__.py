"""`python -m benchmarks`: measure, and write the table into `docs/benchmarks.md`."""

from pathlib import Path

from benchmarks import lecture_scale

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"

TEXT = """# The lecture's figures, measured

Written by `make bench` (`CONVNETS_DATA` has to point to the real data); the single runs are in `benchmarks/results/`.

## MNIST, 60,000 digits, {epochs} epochs, reference solution of `mnist_convnet`

{table}

The accuracy on the test digits after the last epoch; nothing was chosen by it. {cores} cores.
"""


def main() -> None:
    results = lecture_scale.run()
    cores = next(iter(results.values()))["cores"]
    PAGE.write_text(TEXT.format(epochs=lecture_scale.EPOCHS, table=lecture_scale.as_table(results), cores=cores))
    print(f"written to {PAGE.name}:\n{lecture_scale.as_table(results)}")


main()
