// Dragging cards between cells, by mouse, pen and touch; in front of each view, behind prelude.js.

/**
 * Let cards in `grid` be dragged into cells. A copy follows the pointer and the cell under it lights up.
 * A finger scrolls as usual unless it rests on the card first.
 * @param {{grid: HTMLElement, layer: HTMLElement, signal?: AbortSignal, card: string, slot: string, cell: string,
 *          locked: () => boolean, drop: (card: HTMLElement, cell: HTMLElement, before?: HTMLElement) => void}} options
 */
function draggable({ grid, layer, signal, card, slot, cell, locked, drop }) {
  const REST = 350,
    SLACK = 6;
  let drag = null;
  const cells = () => grid.querySelectorAll(cell);
  const under = (event) => {
    const found = document.elementsFromPoint(event.clientX, event.clientY);
    const to = found.find((node) => node.matches?.(slot))?.querySelector(cell);
    return [to, found.find((node) => node !== drag.node && grid.contains(node) && node.matches?.(card))];
  };
  const follow = (event) => {
    drag.ghost.style.left = `${event.clientX + 8}px`;
    drag.ghost.style.top = `${event.clientY + 8}px`;
  };
  const lift = (event) => {
    drag.ghost = h("div", { class: "jk-card jk-ghost" }, drag.node.firstElementChild.cloneNode(true));
    drag.ghost.style.width = `${drag.node.offsetWidth}px`;
    layer.append(drag.ghost);
    drag.node.classList.add("jk-dragging");
    follow(event);
  };
  const finish = (event, dropped) => {
    if (!drag) return;
    const { ghost, node, rest } = drag;
    clearTimeout(rest);
    const [to, before] = ghost && dropped ? under(event) : [];
    ghost?.remove();
    node.classList.remove("jk-dragging");
    cells().forEach((one) => one.classList.remove("jk-over"));
    drag = null;
    if (to) drop(node, to, before);
  };
  const start = (event) => {
    const node = event.target.closest(card);
    if (!node || event.target.closest("button,select,textarea,input,summary") || event.button || locked())
      return;
    drag = {
      node,
      x: event.clientX,
      y: event.clientY,
      ghost: null,
      touch: event.pointerType === "touch",
      rest: 0,
    };
    if (drag.touch)
      drag.rest = setTimeout(() => {
        if (drag) lift(event);
      }, REST);
    node.focus();
  };
  const move = (event) => {
    if (!drag) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLACK) return;
      if (drag.touch) return finish(event, false);
      lift(event);
    }
    event.preventDefault();
    follow(event);
    const [to] = under(event);
    cells().forEach((one) => one.classList.toggle("jk-over", one === to));
  };
  grid.addEventListener("pointerdown", start, { signal });
  document.addEventListener("pointermove", move, { signal, passive: false });
  // Only a touch that drags may hold the page still.
  grid.addEventListener(
    "touchmove",
    (event) => {
      if (drag?.ghost) event.preventDefault();
    },
    { signal, passive: false },
  );
  document.addEventListener("pointerup", (event) => finish(event, true), { signal });
  document.addEventListener("pointercancel", (event) => finish(event, false), { signal });
  grid.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") finish(event, false);
    },
    { signal },
  );
}
