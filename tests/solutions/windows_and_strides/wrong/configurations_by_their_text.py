"""Runs are combined whose configurations have the same text, so the order of the entries counts.

caught by: test_each_configuration_has_one_entry, test_runs_of_a_configuration_are_averaged, test_spread_is_largest_minus_smallest
"""

# %% results_table
def results_table(rows):
    groups = {}
    for row in rows:
        groups.setdefault(str(row["configuration"]), []).append(row)
    table = []
    for runs in groups.values():
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": runs[0]["configuration"], "parameters": runs[0]["parameters"]}
        entry |= {"validation_accuracy": sum(accuracies) / len(runs), "spread": max(accuracies) - min(accuracies)}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs) / len(runs)})
    return table
