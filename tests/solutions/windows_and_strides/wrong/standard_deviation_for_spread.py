"""The spread is the standard deviation.

caught by: test_spread_is_largest_minus_smallest
"""

# %% results_table
def results_table(rows):
    table = []
    for row in rows:
        configuration = row["configuration"]
        if configuration in [entry["configuration"] for entry in table]:
            continue
        runs = [other for other in rows if other["configuration"] == configuration]
        accuracies = [run["validation_accuracy"] for run in runs]
        entry = {"configuration": configuration, "parameters": row["parameters"]}
        entry |= {"validation_accuracy": sum(accuracies) / len(runs), "spread": float(np.std(accuracies))}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs) / len(runs)})
    return table
