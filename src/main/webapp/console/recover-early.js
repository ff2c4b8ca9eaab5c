// A page that is opened while the server starts may miss some of its files: it is loaded anew when they can be had.
(() => {
  const NAME = "quarry.recovered";
  let waiting = false;

  /** Three times in a minute at most: what stays broken must not load itself for ever. */
  function mayAgain() {
    try {
      const since = Date.now() - 60000;
      const times = JSON.parse(sessionStorage.getItem(NAME) ?? "[]").filter((time) => time > since);
      sessionStorage.setItem(NAME, JSON.stringify([...times, Date.now()]));
      return times.length < 3;
    } catch {
      return false;
    }
  }

  const look = () =>
    fetch("/health", { cache: "no-store" }).then(
      ({ status, headers }) => {
        if (status === 200 && headers.get("Content-Type")?.includes("json")) location.reload();
        else setTimeout(look, 1000);
      },
      () => setTimeout(look, 1000),
    );

  addEventListener(
    "error",
    ({ target }) => {
      if (waiting || !(target instanceof HTMLScriptElement || target instanceof HTMLLinkElement)) return;
      waiting = mayAgain();
      if (waiting) setTimeout(look, 1000);
    },
    true,
  );
})();
