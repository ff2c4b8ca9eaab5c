import { equal, test } from "../test.js";
import { estimate, speedOf } from "/console/job-speed.js";

test("nothing is told of a type that has not run", () => equal(estimate(null, 10), "none yet: this type has not run"));

test("an estimate is by size up to the largest known, a bound above it, and none far above", () => {
  const speed = { seconds: 5, most: 1000, perSecond: 100 };
  equal(
    [500, 5000, 50000, 1].map((size) => estimate(speed, size)),
    ["about 5.0 s", "up to 50 s", "longer than 10 s", "about 500 ms"],
  );
});

test("what has no size takes as long as the last ones did", () => {
  equal(estimate({ seconds: 90, most: 3, perSecond: null }, null), "about 1 min 30 s");
});

test("the speed is that of the largest job, since small ones mostly assess", async () => {
  const job = (seconds, total) => ({
    started_at: "2026-01-01T00:00:00Z",
    finished_at: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(),
    progress_total: total,
  });
  const real = window.fetch;
  window.fetch = async () => new Response(JSON.stringify({ jobs: [job(10, 100), job(20, 4000), { id: 3 }] }));
  const [searched, other] = [await speedOf("discover"), await speedOf("assess")];
  window.fetch = real;
  equal(searched, { seconds: 15, most: 4000, perSecond: 200 });
  equal(other.perSecond, null);
});
