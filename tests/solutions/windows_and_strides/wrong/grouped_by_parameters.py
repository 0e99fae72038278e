"""Runs with equally many parameters are put together.

caught by: test_runs_of_a_configuration_are_averaged, test_spread_is_largest_minus_smallest, test_each_configuration_has_one_entry
"""

# %% results_table
def results_table(rows):
    table = []
    for row in rows:
        configuration = row["configuration"]
        if row["parameters"] in [entry["parameters"] for entry in table]:
            continue
        runs = [other for other in rows if other["parameters"] == row["parameters"]]
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": configuration, "parameters": row["parameters"]}
        entry |= {"validation_accuracy": sum(accuracies) / len(runs), "spread": max(accuracies) - min(accuracies)}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs) / len(runs)})
    return table
