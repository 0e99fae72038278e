"""NumPy arrays for means and spreads (NumPy scalars come back), the position of each configuration by list.index."""

# %% results_table
def results_table(rows):
    seen = []
    places = []
    for row in rows:
        if row["configuration"] not in seen:
            seen.append(row["configuration"])
        places.append(seen.index(row["configuration"]))
    places = np.array(places)
    accuracy = np.array([row["validation_accuracy"] for row in rows])
    seconds = np.array([row["seconds"] for row in rows])
    parameters = np.array([row["parameters"] for row in rows])
    return [
        {
            "configuration": configuration,
            "parameters": parameters[places == place][0],
            "validation_accuracy": accuracy[places == place].mean(),
            "spread": np.ptp(accuracy[places == place]),
            "seconds": seconds[places == place].mean(),
        }
        for place, configuration in enumerate(seen)
    ]

# %% choose_best
def choose_best(table):
    accuracy = np.array([entry["validation_accuracy"] for entry in table])
    parameters = np.array([entry["parameters"] for entry in table])
    return table[np.lexsort((parameters, -accuracy))[0]]["configuration"]

# %% one_at_a_time
def one_at_a_time(base, choices):
    changes = [
        (entry, value)
        for entry in sorted(choices, reverse=True)
        for value in choices[entry][::-1]
        if value != base[entry]
    ]
    return [base.copy(), *({**base, entry: value} for entry, value in changes)]
