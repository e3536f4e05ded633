# Voilà for the guided notebooks of one workshop, as they are:
#
#   pip install voila
#   JUPYTER_PATH=deploy/voila JUPYTER_CONFIG_PATH=deploy/voila voila our-journey/notebooks --no-browser
#
# Whoever opens a page writes as the team, as in the facilitator's notebook: nobody answers in private there,
# and each open page costs a process. Participants on their own devices are what `journeykit room` is for.

c = get_config()  # noqa: F821 (given by Jupyter)

c.Voila.ip = "127.0.0.1"  # whoever reaches it may write: let a reverse proxy in front ask who it is
c.VoilaConfiguration.template = "journeykit"  # Voilà's own, but nothing is fetched from the internet
c.VoilaConfiguration.show_tracebacks = False

# Voilà refuses its own pages' farewell (voila issue 1458): a closed page's process ends here instead.
c.MappingKernelManager.cull_interval = 60
c.MappingKernelManager.cull_idle_timeout = 300
c.MappingKernelManager.cull_connected = False
