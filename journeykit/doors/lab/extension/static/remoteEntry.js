// The shape in which JupyterLab expects a prebuilt extension (a module-federation container), by hand:
// no bundler, no build step. What the extension does is in guide.js beside this file.
(() => {
  const here = document.currentScript.src;
  let scope = {};

  /** Return a package that JupyterLab shares: the copy it has loaded, if there are several. */
  const shared = async (name) => {
    const copies = Object.values(scope[name] ?? {});
    const copy = copies.find((one) => one.loaded) ?? copies[0];
    if (!copy) throw new Error(`JupyterLab does not share ${name}`);
    return (await copy.get())();
  };

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["journeykit-guide"] = {
    init(given) { scope = given; },
    async get() {
      // Voila loads JupyterLab's extensions without JupyterLab: there is no page for us to guide.
      if (!scope["@jupyterlab/docmanager"]) return () => ({ __esModule: true, default: [] });
      const { plugins } = await import(new URL("guide.js", here));
      const made = await plugins(shared);
      return () => ({ __esModule: true, default: made });
    },
  };
})();
