import { equal, test } from "../test.js";
import { EventStream } from "/console/live.js";

const sources = [];
window.EventSource = class extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    sources.push(this);
  }
  close() {
    this.closed = true;
  }
  tell(kind, data, lastEventId = "") {
    this.dispatchEvent(new MessageEvent(kind, { data, lastEventId }));
  }
};

/** A stream and what it tells. */
function stream() {
  sources.length = 0;
  const told = [];
  const on = Object.fromEntries(
    ["job", "event", "end", "reset"].map((kind) => [kind, (data) => told.push([kind, data])]),
  );
  return { told, stream: new EventStream("/jobs/7/stream", on, (open) => told.push(open)).open() };
}

const soon = (milliseconds) => new Promise((after) => setTimeout(after, milliseconds));

test("events are told by their kind, and what is no JSON is not", () => {
  const { told, stream: one } = stream();
  sources[0].onopen();
  sources[0].tell("job", '{"id":7}', "1");
  sources[0].tell("job", "{broken", "2");
  one.close();
  equal(told, [true, ["job", { id: 7 }], false]);
  equal(sources[0].closed, true);
});

test("a broken stream is opened again after the last event that came", async () => {
  const { stream: one } = stream();
  sources[0].onopen();
  sources[0].tell("event", "{}", "a b");
  sources[0].onerror();
  await soon(1200);
  equal([sources.length, sources[1]?.url], [2, "/v1/jobs/7/stream?last_event_id=a%20b"]);
  one.close();
});

test("where nothing had come before the break, some may be missing and that is told", async () => {
  const { told, stream: one } = stream();
  sources[0].onopen();
  sources[0].onerror();
  await soon(1200);
  sources[1].onopen();
  one.close();
  equal(told, [true, false, true, ["reset", {}], false]);
});

test("a stream that has ended is not opened again", async () => {
  const { told, stream: one } = stream();
  sources[0].tell("end", "{}");
  sources[0].onerror();
  await soon(1200);
  equal([sources.length, told], [1, [false, ["end", {}]]]);
  one.close();
});
