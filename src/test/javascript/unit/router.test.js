import { equal, test } from "../test.js";
import { NAVIGATION } from "/console/app.js";
import { router, routes } from "/console/router.js";

const told = [];
router.addEventListener("route", ({ moved }) => told.push([location.pathname + location.search, moved]));
const since = () => told.splice(0);

/** Which page an address leads to, and with what. */
function at(path) {
  router.go(path);
  return [router.current.route.tag, router.current.params];
}

router.start();

test("an address leads to its page with the parameters of its path, decoded", () => {
  equal(at("/jobs/7"), ["q-job", { id: "7" }]);
  equal(at("/research/optimisations/7/combinations/12"), ["q-run", { id: "7", index: "12" }]);
  equal(at("/new/some%2Ftype"), ["q-new-job", { type: "some/type" }]);
  equal(at("/jobs/"), ["q-jobs", {}]);
  equal(at("/jobs/7/8"), ["q-not-found", {}]);
});

test("filters are in the address, empty ones go, and they do not move to another page", () => {
  router.go("/jobs?status=failed");
  since();
  router.filter({ status: "", text: "a b", paused: false });
  router.filter({ text: "a b" });
  equal([since(), router.query], [[["/jobs?text=a+b", false]], { text: "a b" }]);
});

test("what is typed replaces the entry of the history, a choice makes a new one", () => {
  const before = history.length;
  router.filter({ text: "abc" }, { replace: true });
  equal(history.length, before);
  router.filter({ status: "queued" });
  equal(history.length, before + 1);
});

/** Whether the router takes over the click on such a link. */
function taken(attributes, click = {}) {
  const anchor = Object.assign(document.createElement("a"), attributes);
  document.body.append(anchor);
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...click });
  let was;
  const look = (seen) => {
    was = seen.defaultPrevented;
    seen.preventDefault();
  };
  addEventListener("click", look, { once: true });
  anchor.dispatchEvent(event);
  anchor.remove();
  return was;
}

test("links to pages are taken over, all others are the browser's", () => {
  equal(taken({ href: "/prices" }), true);
  equal(
    [
      taken({ href: "/prices" }, { ctrlKey: true }),
      taken({ href: "/openapi" }),
      taken({ href: "http://elsewhere.example/jobs" }),
      taken({ href: "/jobs", target: "_blank" }),
      taken({ href: "/presets", download: "file" }),
    ],
    [false, false, false, false, false],
  );
});

test("every link of the navigation is a page", () => {
  const links = NAVIGATION.flatMap(([, list]) => list.map(([path]) => path));
  equal(
    links.filter((path) => !routes.some((route) => route.path === path)),
    [],
  );
});
