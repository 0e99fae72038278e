"""Made-up tables; the best on the validation set is never the best on the test set."""

from collections.abc import Sequence

import numpy as np

from autograder.hidden_tests.windows_and_strides.configurations import configuration


def made_up_table(parameters: Sequence[int], accuracies: Sequence[float]) -> list[dict]:
    """A table in which the worst validation accuracy, and of equals the largest model, is the best on the test set."""
    rng = np.random.default_rng(31)
    return [
        {
            "configuration": configuration(2, 3, 2, number + 1, "valid"),
            "parameters": int(count),
            "validation_accuracy": float(accuracy),
            "spread": float(rng.uniform(0, 0.05)),
            "seconds": float(rng.uniform(1, 9)),
            "test_accuracy": float(1 - accuracy / 2 + count * 1e-7),
        }
        for number, (count, accuracy) in enumerate(zip(parameters, accuracies, strict=True))
    ]


def made_up_rows() -> tuple[list[dict], list[dict]]:
    """Runs in mixed order, and the table that they give. Two configurations have equally many parameters."""
    rng = np.random.default_rng(23)
    given = [(configuration(2, 3, 2, 8, "valid"), 3554), (configuration(2, 3, 2, 8, "same"), 4594)]
    given += [(configuration(2, 5, 1, 3, "same"), 4594), (configuration(1, 3, 2, 4, "valid"), 6810)]
    given += [(configuration(3, 2, 2, 8, "valid"), 3554)]  # the values of the first, otherwise distributed
    rows: list[dict] = []
    for (one, parameters), seeds in zip(given, ((3, 1, 4), (0, 2), (5,), (0, 1, 2, 3), (6, 2)), strict=True):
        for seed in seeds:
            values = {"validation_accuracy": rng.uniform(0.5, 0.9), "seconds": rng.uniform(1, 9)}
            # Equal dictionaries may list their entries in another order.
            entries = dict(reversed(one.items())) if seed % 2 else one
            rows.append({"configuration": entries, "seed": seed, "parameters": parameters, **values})
        if len(seeds) == 4:
            rows[-1]["validation_accuracy"] = rows[-2]["validation_accuracy"]
    rows = [rows[number] for number in rng.permutation(len(rows))]
    table: list[dict] = []
    for row in rows:
        runs = [other for other in rows if other["configuration"] == row["configuration"]]
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": row["configuration"], "parameters": row["parameters"]}
        entry |= {"validation_accuracy": float(np.mean(accuracies)), "spread": float(np.ptp(accuracies))}
        entry |= {"seconds": float(np.mean([run["seconds"] for run in runs]))}
        table += [entry] if entry not in table else []
    return rows, table
