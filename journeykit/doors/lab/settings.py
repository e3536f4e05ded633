"""Jupyter's settings for one run: calm, offline, in temporary folders.

A person's own Jupyter settings are neither read nor changed. The extension served is that of this very
package, so an older one installed elsewhere cannot take its place.
"""

from __future__ import annotations

import json
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from journeykit import catalogue

__all__ = ["environment", "settle"]

_EXTENSION = "journeykit-guide"
_LOCALES = {"ja": "ja_JP", "en": "en"}

_CALM: dict[str, Any] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True, "kernelShutdown": True},
    "@jupyterlab/statusbar-extension:plugin": {"visible": False},
}
"""What a person could set in JupyterLab, set calmly."""

_PAGE: dict[str, Any] = {
    "appName": "journeykit",
    "buildAvailable": False,
    "buildCheck": False,
    "disabledExtensions": ["@jupyterlab/apputils-extension:announcements"],
}

_LAB: dict[str, Any] = {
    "news_url": None,
    "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "extension_manager": "readonly",
}

_KERNEL: dict[str, Any] = {
    "argv": [
        sys.executable,
        "-P",  # the current folder is the workshop's: nothing that lies there is a module
        "-m",
        "ipykernel_launcher",
        "-f",
        "{connection_file}",
        # What lies in a workshop's folder is data: a journeykit.py that came with it is not imported.
        "--IPKernelApp.ignore_cwd=True",
        "--HistoryManager.enabled=False",
    ],
    "display_name": "Python 3 (ipykernel)",
    "language": "python",
}

_FOLDERS = {
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_PATH": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    "IPYTHONDIR": "ipython",
}


def environment(home: Path) -> dict[str, str]:
    """Return the variables that make Jupyter live in `home`."""
    return {name: str(home / folder) for name, folder in _FOLDERS.items()}


def settle(home: Path, lang: str, *, folder: Path, port: int, first: str, open_browser: bool) -> None:
    """Write into `home` the settings of a server for the workshop in `folder`, opening with file `first`."""
    server = {
        "Application": {"log_level": "WARN"},
        "ServerApp": {
            "ip": "127.0.0.1",
            "port": port,
            "port_retries": 0,
            "root_dir": str(folder),
            "open_browser": open_browser,
            "allow_root": True,
            "answer_yes": True,
        },
        "LabApp": _LAB
        | {
            "default_url": f"/doc/tree/{first}",
            "app_settings_dir": str(home / "app"),
            "extra_labextensions_path": [str(home / "extensions")],
        },
        "KernelManager": {"shutdown_wait_time": 2.0},  # one that still starts does not hear that it is to end
        "FileCheckpoints": {"root_dir": str(home / "checkpoints")},
    }
    locale = {"@jupyterlab/translation-extension:plugin": {"locale": _LOCALES[lang]}}
    _write(home / "config" / "jupyter_server_config.json", server)
    _write(home / "app" / "overrides.json", _CALM | locale)
    _write(home / "app" / "page_config.json", _PAGE)
    _write(home / "data" / "kernels" / "python3" / "kernel.json", _KERNEL)
    for language in catalogue.LANGUAGES:  # without these, Jupyter writes copies into the workshop's folder
        (home / "checkpoints" / "notebooks" / language).mkdir(parents=True)
    with as_file(files(__package__) / "extension") as extension:
        shutil.copytree(extension, home / "extensions" / _EXTENSION)


def _write(file: Path, settings: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), "utf-8")
