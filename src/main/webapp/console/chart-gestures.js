/** How a view of charts is moved: by wheel, by fingers, by the mouse and by keys. */

const WHEEL = 0.0016;
const STEP = 1.35;
const PART = 0.15;

const KEYS = {
  ArrowLeft: (view) => view.move(-PART),
  ArrowRight: (view) => view.move(PART),
  PageUp: (view) => view.move(-1),
  PageDown: (view) => view.move(1),
  Home: (view) => view.moveBy(-Infinity),
  End: (view) => view.moveBy(Infinity),
  "+": (view) => view.zoom(1 / STEP),
  "=": (view) => view.zoom(1 / STEP),
  "-": (view) => view.zoom(STEP),
  0: (view) => view.all(),
};

/** Whether the key moves the view, which it then has. */
export function keyMoves(view, { key, ctrlKey, altKey, metaKey }) {
  const move = ctrlKey || altKey || metaKey ? undefined : KEYS[key];
  move?.(view);
  return Boolean(move);
}

/** A step closer, or away. */
export const closer = (view) => view.zoom(1 / STEP);
export const farther = (view) => view.zoom(STEP);

/**
 * What uPlot is to do with the mouse: a drag chooses a range while all is shown, and otherwise moves what is shown,
 * unless Shift is held; two clicks show all.
 */
export const mouse = (view) => ({
  mousedown: (plot, _, choose) => (event) => {
    if (event.button) return;
    if (view.whole || event.shiftKey) choose(event);
    else drag(plot, view, event);
  },
  dblclick: () => () => view.all(),
});

const perPixel = (plot, view) => (view.to - view.from) / (plot.bbox.width / devicePixelRatio);

function drag(plot, view, { clientX }) {
  let last = clientX;
  const move = (event) => {
    view.moveBy((last - event.clientX) * perPixel(plot, view));
    last = event.clientX;
  };
  const end = () => {
    removeEventListener("mousemove", move);
    removeEventListener("mouseup", end);
  };
  addEventListener("mousemove", move);
  addEventListener("mouseup", end);
}

/** The wheel zooms around the pointer until all is shown, and scrolls the page then; one finger moves, two zoom. */
export function gestures(plot, view) {
  const { over } = plot;
  const timeAt = (clientX) => plot.posToVal(clientX - over.getBoundingClientRect().left, "x");
  over.addEventListener("wheel", (event) => wheel(event), { passive: false });
  const wheel = (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (view.whole && (sideways || event.deltaY > 0)) return;
    event.preventDefault();
    if (sideways) view.moveBy(event.deltaX * perPixel(plot, view));
    else view.zoom(Math.exp(event.deltaY * WHEEL * (event.deltaMode ? 16 : 1)), timeAt(event.clientX));
  };
  const fingers = new Map();
  over.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    fingers.set(event.pointerId, event.clientX);
    over.setPointerCapture(event.pointerId);
  });
  over.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, event.clientX);
    const now = [...fingers.values()];
    if (now.length === 1) view.moveBy((before[0] - now[0]) * perPixel(plot, view));
    else pinch(view, timeAt, before, now);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    over.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
}

/** The times that were below two fingers stay below them. */
function pinch(view, timeAt, before, now) {
  const apart = ([a, b]) => Math.max(12, Math.abs(a - b));
  const at = timeAt((before[0] + before[1]) / 2);
  view.zoom(apart(before) / apart(now), at);
}
