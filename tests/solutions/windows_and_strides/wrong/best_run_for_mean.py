"""The best run stands for the configuration.

caught by: test_runs_of_a_configuration_are_averaged
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
        entry |= {"validation_accuracy": max(accuracies), "spread": max(accuracies) - min(accuracies)}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs) / len(runs)})
    return table
