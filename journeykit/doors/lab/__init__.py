"""JupyterLab as a door: the guided notebooks, the extension that guides through them, the server."""
