"""Hidden tests of regularizers.

A network of a student's is judged by what it does: the grader sets its weights, one array at a time, and looks at the
penalties and outputs that follow. Data, histories and the models that `train` gets are of the grader's making.
"""
