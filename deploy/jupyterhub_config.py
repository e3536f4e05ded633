# journeykit as a service of a JupyterHub, which starts it, watches it, and hands all below
# /services/journeykit/ to it.
#
# Copy this into your jupyterhub_config.py and put in your address and folder. The kit must be installed where
# the command is found: by `pip install` in the hub's environment, or give the command's full path.
#
# Whoever takes part needs no account: the hub lets everybody through to a service, and the room itself asks
# for its join code. When it starts, its links stand in the hub's log. If it falls, the hub starts it again
# within half a minute; what people type meanwhile waits in their browsers.

c = get_config()  # noqa: F821 (given by JupyterHub)

HUB = "https://hub.example.org"  # the address by which people reach the hub
FOLDER = "/srv/journeykit/our-journey"  # made with `journeykit new`; whoever runs the hub may write there
PORT = 8765

c.JupyterHub.services = [
    {
        "name": "journeykit",
        "display": False,  # not everybody with an account is invited
        "url": f"http://127.0.0.1:{PORT}",
        "command": [
            "journeykit",
            "room",
            FOLDER,
            f"--port={PORT}",
            f"--public={HUB}/services/journeykit/",
            "--no-qr",
        ],  # the prefix comes from the hub, in JUPYTERHUB_SERVICE_PREFIX
    }
]
