// Shows the deck: as slides on a screen, as one readable page on a phone, a page per slide on paper.
(function () {
  const words = JSON.parse(document.body.dataset.words);
  const deck = document.querySelector(".deck");
  const framed = location.protocol === "about:"; // in a frame's srcdoc there is no address to write to
  const asked = /print-pdf|receiver/.test(location.search);
  const narrow = matchMedia("(max-width: 600px)");

  /** Shrink a slide's text, never below what can be read, until nothing runs over its edge. */
  function fit(slide) {
    const body = slide.querySelector(".body");
    if (!body || slide.dataset.fit) return;
    const size = Number(slide.dataset.size);
    const set = (pixels) => slide.style.setProperty("--size", pixels + "px");
    const over = () => body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1;
    if (body.clientHeight === 0) return;
    slide.dataset.fit = "1";
    if (!over()) return;
    let low = Number(slide.dataset.least), high = size;
    while (high - low > 0.1) {
      const middle = (low + high) / 2;
      set(middle);
      if (over()) high = middle; else low = middle;
    }
    set(low);
    slide.dataset.fit = (low / size).toFixed(3);
    if (over()) body.tabIndex = 0; // it scrolls
  }

  /** Fit every slide, those too that reveal keeps out of sight and that have no size until shown. */
  function fitAll() {
    for (const slide of deck.querySelectorAll("section")) {
      const before = slide.getAttribute("style") || "";
      slide.style.setProperty("display", "block", "important");
      fit(slide);
      const size = slide.style.getPropertyValue("--size");
      slide.setAttribute("style", before);
      if (size) slide.style.setProperty("--size", size);
    }
  }

  /** Print the slides as they are: without this class reveal gives paper fonts of its own. */
  function onPaper(printing) {
    if (!asked) document.documentElement.classList.toggle("print-pdf", printing);
    if (printing) fitAll();
  }

  /** Say in the page's language what reveal says in English. */
  function name() {
    const labels = { ".navigate-left": words.previous, ".navigate-right": words.next };
    for (const [where, text] of Object.entries(labels)) {
      deck.querySelector(where)?.setAttribute("aria-label", text);
    }
    const resume = deck.querySelector(".resume-button");
    if (resume) resume.textContent = words.resume;
    deck.setAttribute("aria-label", words.slides);
  }

  function present() {
    deck.classList.add("reveal");
    Reveal.initialize({
      width: 1280, height: 720, margin: 0, center: false, hash: !framed, respondToHashChanges: !framed,
      controls: true, controlsTutorial: false, progress: true, slideNumber: false, transition: "none",
      backgroundTransition: "none", help: false, jumpToSlide: false, scrollActivationWidth: null,
      pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1, plugins: framed ? [] : [RevealNotes],
    });
    Reveal.on("ready", (event) => { name(); fit(event.currentSlide); document.documentElement.dataset.deck = "ready"; });
    Reveal.on("slidechanged", (event) => fit(event.currentSlide));
    Reveal.on("pdf-ready", fitAll);
    addEventListener("beforeprint", () => onPaper(true));
    addEventListener("afterprint", () => onPaper(false));
  }

  /** On a phone a row of a table stands by itself: each cell tells what its column is called. */
  function label() {
    for (const table of deck.querySelectorAll("table.list")) {
      const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
      for (const row of table.tBodies[0].rows) {
        for (const cell of row.querySelectorAll("td")) {
          cell.dataset.head = heads[cell.cellIndex];
          cell.classList.toggle("short", cell.textContent.trim().length < 11);
          if (!cell.textContent.trim()) cell.textContent = "";
        }
      }
    }
  }

  if (narrow.matches && !asked) {
    label();
    document.documentElement.dataset.deck = "read";
    if (!framed) narrow.addEventListener("change", () => location.reload());
  } else {
    present();
  }
})();
