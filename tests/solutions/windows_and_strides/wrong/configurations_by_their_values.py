"""Configurations are compared by their set of values: window 3 with stride 2 is the same as window 2 with stride 3.

caught by: test_each_configuration_has_one_entry, test_runs_of_a_configuration_are_averaged, test_spread_is_largest_minus_smallest
"""

# %% results_table
def results_table(rows):
    groups = {}
    for row in rows:
        key = frozenset(row["configuration"].values())
        groups.setdefault(key, []).append(row)
    table = []
    for runs in groups.values():
        accuracies = [run["validation_accuracy"] for run in runs]
        seconds = [run["seconds"] for run in runs]
        table.append(
            {
                "configuration": runs[0]["configuration"],
                "parameters": runs[0]["parameters"],
                "validation_accuracy": sum(accuracies) / len(accuracies),
                "spread": max(accuracies) - min(accuracies),
                "seconds": sum(seconds) / len(seconds),
            }
        )
    return table
