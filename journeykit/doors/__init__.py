"""How panels reach people: in a notebook, and through JupyterLab's guided mode."""
