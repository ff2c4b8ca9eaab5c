import { equal, test } from "../test.js";
import { link } from "/console/link.js";

const told = [];
link.addEventListener("change", () => told.push(link.state));
link.addEventListener("back", () => told.push("back"));
const since = () => told.splice(0);

test("an answer without a stream means asking now and then, with one it is live", () => {
  equal(link.state, "connecting");
  link.reached();
  link.streaming(true);
  link.streaming(false);
  equal(since(), ["polling", "live", "polling"]);
});

test("what is lost is told once, and that it is back after what it has become", () => {
  link.failed();
  link.failed();
  link.reached();
  equal(since(), ["lost", "polling", "back"]);
});

test("answers change nothing while all is well", () => {
  link.streaming(true);
  link.reached();
  link.reached();
  equal(since(), ["live"]);
});
