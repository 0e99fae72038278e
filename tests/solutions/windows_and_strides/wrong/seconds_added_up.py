"""The seconds of all runs are added up.

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
        entry |= {"validation_accuracy": sum(accuracies) / len(runs), "spread": max(accuracies) - min(accuracies)}
        table.append(entry | {"seconds": sum(run["seconds"] for run in runs)})
    return table
