"""The pictures of the notebooks: one module for each subject."""
