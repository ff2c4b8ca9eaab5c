/**
 * What is wrong with the queue and what to do about it, found from what the API tells: one place for the page of
 * problems, the overview's headline and the number in the navigation.
 */
import { get } from "./api.js";
import { count, duration, relative, time, typeName } from "./format.js";
import { link } from "./link.js";

const SEVERITY = ["critical", "warning", "note"];
const LONG_WAIT_SECONDS = 120;

/** Everything that {@link findProblems} looks at; what cannot be had is null. */
export async function queueState(signal) {
  const maybe = (promise) =>
    promise.catch((failure) => {
      if (failure.name === "AbortError") throw failure;
      return null;
    });
  const [queues, workers, schedules, failures, health] = await Promise.all([
    get("/queues", null, signal),
    get("/workers", null, signal),
    maybe(get("/schedules", null, signal)),
    maybe(get("/operations/failures", { minutes: 60 }, signal)),
    maybe(fetch("/health", { signal }).then((answer) => answer.json())),
  ]);
  return {
    ...queues,
    workers: workers.workers,
    schedules: schedules?.schedules ?? [],
    causes: failures?.causes ?? [],
    health,
  };
}

/**
 * @param {Awaited<ReturnType<typeof queueState>>} state
 * @returns {Problem[]} the worst first
 * @typedef {{severity: "critical"|"warning"|"note", title: string, detail: string, action: string, href?: string,
 *   label?: string, cause?: object}} Problem `cause` of failed jobs that can be retried
 */
export function findProblems(state) {
  const problems = [
    ...ofHealth(state),
    ...ofWorkers(state),
    ...ofLanes(state),
    ...ofFailures(state),
    ...ofRetries(state),
    ...ofSchedules(state),
  ];
  return problems.sort((a, b) => SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity));
}

function ofHealth({ health }) {
  return (health?.checks ?? [])
    .filter((check) => check.status !== "UP")
    .map((check) => ({
      severity: "critical",
      title: `Health check “${check.name}” is down`,
      detail: HEALTH[check.name]?.[0] ?? `The node that answered reports ${check.data?.error ?? "it as down"}.`,
      action: HEALTH[check.name]?.[1] ?? "Look into the server's log for the first error.",
    }));
}

const HEALTH = {
  database: [
    "PostgreSQL does not answer, so nothing can be stored, claimed or shown.",
    "Start it again or mend the network; jobs go on by themselves, none is lost.",
  ],
  broker: [
    "Artemis does not answer: new jobs wait until the next sweep of the timers finds them, a little later than usual.",
    "Start it again; the node connects by itself.",
  ],
  consumers: [
    "This node takes no jobs: it is draining, or its consumers have not started.",
    "Resume the worker if it was drained on purpose; otherwise start it again.",
  ],
  migrations: [
    "The database's schema is not the one that this version needs.",
    "Look into the log; start the node again.",
  ],
};

function ofWorkers({ workers, lanes }) {
  const active = workers.filter((worker) => worker.state === "active");
  const waiting = lanes.reduce((sum, lane) => sum + lane.queued, 0);
  const problems = workers
    .filter((worker) => worker.state === "lost")
    .map((worker) => ({
      severity: active.length ? "warning" : "critical",
      title: `Worker ${worker.id} is lost`,
      detail:
        `It was heard of last ${relative(worker.heartbeat_at)}. What it ran has been given to others, ` +
        "and nothing that it still writes counts.",
      action: "If it should be there, start it again. It leaves this list after a day.",
      href: "/#workers",
      label: "Workers",
    }));
  if (!active.length) {
    problems.push({
      severity: "critical",
      title: "No worker takes jobs",
      detail: `${count(waiting)} jobs are due and nobody claims them.`,
      action: workers.some((worker) => worker.state.startsWith("drain"))
        ? "A drained worker can be resumed on the overview."
        : "Start a node.",
      href: "/#workers",
      label: "Workers",
    });
  }
  return problems.concat(
    workers
      .filter((worker) => worker.state === "draining" || worker.state === "drained")
      .map((worker) => ({
        severity: "note",
        title: `Worker ${worker.id} is ${worker.state}`,
        detail:
          worker.state === "draining"
            ? `It finishes ${count(worker.running)} jobs and takes no others.`
            : "It takes no jobs until it is resumed.",
        action: "Stop it for its maintenance, or resume it.",
        href: "/#workers",
        label: "Workers",
      })),
  );
}

function ofLanes({ lanes, types, workers }) {
  const problems = [];
  for (const lane of lanes) {
    const waits = lane.queued && lane.oldest_wait_seconds > LONG_WAIT_SECONDS;
    if (lane.paused) {
      problems.push({
        severity: lane.queued ? "warning" : "note",
        title: `Lane ${lane.lane} is paused`,
        detail:
          `${count(lane.queued)} jobs are due in it, the oldest for ${duration(lane.oldest_wait_seconds)}. ` +
          "Running ones go on.",
        action: "Resume the lane when what it was paused for is done.",
        href: "/#lanes",
        label: "Lanes",
      });
    } else if (waits) {
      const room = workers.reduce(
        (sum, worker) => sum + (worker.state === "active" ? (worker.concurrency?.[lane.lane] ?? 0) : 0),
        0,
      );
      problems.push({
        severity: "warning",
        title: `Jobs of lane ${lane.lane} wait ${duration(lane.oldest_wait_seconds)}`,
        detail: `${count(lane.queued)} are due; ${count(lane.running)} run in ${count(room)} places.`,
        action:
          lane.running >= room
            ? "All places are taken: wait, add a node, or give urgent jobs a higher priority."
            : "Places are free: a paused type, a limit or a concurrency key holds them back.",
        href: `/jobs?status=queued`,
        label: "Queued jobs",
      });
    }
  }
  return problems.concat(
    types
      .filter((type) => type.paused)
      .map((type) => ({
        severity: type.queued ? "warning" : "note",
        title: `${typeName(type.job_type)} is paused`,
        detail: `${count(type.queued)} jobs of this type are due.`,
        action: "Resume the type when its cause is gone.",
        href: "/#types",
        label: "Types",
      })),
  );
}

/** What a job was given is for whom sent it to mend: it is told, and is no alarm. */
function ofFailures({ causes }) {
  return causes.map((cause) => {
    const jobs = `${count(cause.jobs)} ${cause.jobs === 1 ? "job" : "jobs"}`;
    const input = cause.kind === "input";
    return {
      severity: input ? "note" : "warning",
      title: `${typeName(cause.job_type)}: ${jobs} failed in the last hour${input ? ", by what they were given" : ""}`,
      detail: cause.example,
      action: input
        ? "Mend what was sent, such as the file or the range, and send it anew."
        : "Read the error, mend its cause, then retry the jobs; each keeps its history.",
      href: `/jobs/${cause.last_job_id}`,
      label: "Newest of them",
      cause,
    };
  });
}

function ofRetries({ types }) {
  return types
    .filter((type) => type.retrying)
    .map((type) => ({
      severity: "warning",
      title:
        `${typeName(type.job_type)}: ${count(type.retrying)} ${type.retrying === 1 ? "job waits" : "jobs wait"} ` +
        "for another attempt",
      detail: "The last attempt failed in a way that may pass; the next one starts by itself.",
      action: "Read the errors; what they name may be down.",
      href: `/jobs?status=queued&retrying=true&job_type=${encodeURIComponent(type.job_type)}`,
      label: "Retrying jobs",
    }));
}

function ofSchedules({ schedules }) {
  return schedules
    .filter((schedule) => schedule.last_error)
    .map((schedule) => ({
      severity: "warning",
      title: `Schedule ${schedule.name} could not enqueue its job`,
      detail: `${schedule.last_error} (next fire ${schedule.next_fire ? time(schedule.next_fire) : "none"})`,
      action: "Change its payload; it goes on at the next fire.",
      href: "/schedules",
      label: "Schedules",
    }));
}

/** Tells the problems now and every half minute while the page is seen. */
export function watchProblems(tell) {
  const look = async () => {
    if (!document.hidden && link.state !== "lost") {
      await queueState().then(
        (state) => tell(findProblems(state)),
        () => {},
      );
    }
    setTimeout(look, 30000);
  };
  setTimeout(look, 400);
}
