import { equal, test, thrown } from "../test.js";
import { ApiError, get, idempotencyKey, queryText, read } from "/console/api.js";
import { key } from "/console/key.js";
import { link } from "/console/link.js";

test("a query has what is set, and a list gives the name several times", () => {
  equal(queryText({ a: 1, b: "", c: null, d: false, e: ["x", "y z"], f: 0 }), "?a=1&e=x&e=y+z&f=0");
  equal([queryText({}), queryText(null)], ["", ""]);
});

test("an answer is its JSON, or nothing", () => equal([read(200, '{"a":1}'), read(204, "")], [{ a: 1 }, null]));

test("problem details become an error that tells what the server tells", () => {
  const body = {
    title: "Unprocessable",
    detail: "symbol is required",
    errors: [{ field: "symbol", reason: "missing" }],
  };
  const error = thrown(() => read(422, JSON.stringify(body)));
  equal(
    [error.message, error.title, error.status, error.errors, error.lost],
    ["symbol is required", "Unprocessable", 422, body.errors, false],
  );
});

test("an answer that is no JSON is an error even where its status says success", () => {
  equal(thrown(() => read(200, "<html>")).status, 502);
  equal(thrown(() => read(500, "<html>")).message, "The answer is no JSON");
});

test("a node without its database is as good as lost, and one that wants a key asks for it", () => {
  equal([thrown(() => read(503, "{}")).lost, link.state], [true, "lost"]);
  read(200, "{}");
  sessionStorage.setItem("quarry.key", "qk_old");
  equal([thrown(() => read(401, "{}")).status, key.wanted], [401, true]);
  sessionStorage.removeItem("quarry.key");
});

test("where nobody answers the connection is lost, but not where the page itself gave up", async () => {
  const real = window.fetch;
  const outcome = (failure) => {
    window.fetch = () => Promise.reject(failure);
    return get("/jobs").catch((error) => error);
  };
  link.reached();
  const aborted = await outcome(new DOMException("", "AbortError"));
  equal([aborted.name, link.state], ["AbortError", "polling"]);
  const lost = await outcome(new TypeError("no route"));
  window.fetch = real;
  equal([lost instanceof ApiError, lost.status, lost.lost, link.state], [true, 0, true, "lost"]);
  link.reached();
});

test("no two presses of a button have the same key", () => {
  const [one, other] = [idempotencyKey(), idempotencyKey()].map((headers) => headers["Idempotency-Key"]);
  equal([one === other, /^console-[a-z0-9]+-[a-z0-9]+$/.test(one)], [false, true]);
});
