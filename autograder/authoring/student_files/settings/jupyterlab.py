"""Settings of JupyterLab, for students: `python -m jupyterlab --config settings/jupyterlab.py`."""

from pathlib import Path

c = get_config()  # noqa: F821  given by Jupyter

c.LabApp.default_url = "/lab/tree/00_start_here.ipynb"
c.LabApp.app_settings_dir = str(Path(__file__).resolve().parent)
# Of nbgrader, students use Validate only.
c.ServerApp.jpserver_extensions = {
    f"nbgrader.server_extensions.{name}": False for name in ("formgrader", "course_list", "assignment_list")
}
