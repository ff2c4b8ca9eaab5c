import { equal, test } from "../test.js";
import { findProblems } from "/console/problems.js";

const LANE = { lane: "cpu", queued: 0, running: 0, oldest_wait_seconds: 0, paused: false };
const WORKER = { id: "a", state: "active", concurrency: { cpu: 4 }, heartbeat_at: "2026-01-01T00:00:00Z", running: 2 };
const WELL = { lanes: [LANE], types: [], workers: [WORKER], causes: [], schedules: [], health: { checks: [] } };

/** Severity and title of what is found where the state differs so from one where all is well. */
const found = (change) => findProblems({ ...WELL, ...change }).map(({ severity, title }) => [severity, title]);

test("where all is well nothing is found, even where health cannot be had", () => {
  equal([found({}), found({ health: null })], [[], []]);
});

test("a check that is down comes first, with what to do", () => {
  const causes = [{ job_type: "discover", jobs: 1, example: "boom", last_job_id: 3 }];
  const [first, second] = findProblems({
    ...WELL,
    causes,
    health: {
      checks: [
        { name: "broker", status: "DOWN" },
        { name: "database", status: "UP" },
      ],
    },
  });
  equal([first.severity, first.title], ["critical", "Health check “broker” is down"]);
  equal(first.action, "Start it again; the node connects by itself.");
  equal([second.title, second.href], ["Discovery: 1 job failed in the last hour", "/jobs/3"]);
});

test("a lost worker is critical only where no other works", () => {
  const lost = { ...WORKER, id: "b", state: "lost" };
  equal(found({ workers: [WORKER, lost] }), [["warning", "Worker b is lost"]]);
  equal(
    found({ workers: [lost] }).map(([severity]) => severity),
    ["critical", "critical"],
  );
});

test("a drained worker is a note, and where it is the only one nobody takes jobs", () => {
  equal(found({ workers: [WORKER, { ...WORKER, id: "b", state: "drained" }] }), [["note", "Worker b is drained"]]);
  const [none] = findProblems({ ...WELL, workers: [{ ...WORKER, state: "draining" }] });
  equal([none.title, none.action], ["No worker takes jobs", "A drained worker can be resumed on the overview."]);
});

test("a paused lane warns while jobs are due in it, a waiting one after two minutes", () => {
  equal(found({ lanes: [{ ...LANE, paused: true }] }), [["note", "Lane cpu is paused"]]);
  equal(found({ lanes: [{ ...LANE, paused: true, queued: 1 }] }), [["warning", "Lane cpu is paused"]]);
  equal(found({ lanes: [{ ...LANE, queued: 1, oldest_wait_seconds: 120 }] }), []);
  equal(found({ lanes: [{ ...LANE, queued: 1, oldest_wait_seconds: 121 }] }), [
    ["warning", "Jobs of lane cpu wait 2 min 1 s"],
  ]);
});

test("what to do about a waiting lane depends on whether places are free", () => {
  const action = (running) =>
    findProblems({ ...WELL, lanes: [{ ...LANE, queued: 9, running, oldest_wait_seconds: 500 }] })[0].action;
  equal(
    [action(4), action(3)].map((text) => text.split(/[:]/)[0]),
    ["All places are taken", "Places are free"],
  );
});

test("paused types and schedules that brought no job are told", () => {
  equal(found({ types: [{ job_type: "batch", paused: true, queued: 0 }] }), [["note", "Batch is paused"]]);
  equal(found({ schedules: [{ name: "nightly", last_error: "no symbol", next_fire: null }, { name: "good" }] }), [
    ["warning", "Schedule nightly could not enqueue its job"],
  ]);
});
