import { equal, test } from "../test.js";
import { KeyedStream } from "/console/keyed-stream.js";

/** What a stream tells of an answer that comes in these pieces, until it ends. */
async function told(pieces, status = 200) {
  const real = window.fetch;
  const heard = [];
  let asked;
  window.fetch = async (url, options) => {
    asked = { url, headers: options.headers };
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      start(controller) {
        pieces.forEach((piece) => controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece));
        controller.close();
      },
    });
    return new Response(body, { status });
  };
  const stream = new KeyedStream("/v1/stream", { "X-Api-Key": "qk" }, () => heard.push("refused"));
  for (const kind of ["message", "job"]) {
    stream.addEventListener(kind, ({ type, data, lastEventId }) => heard.push([type, data, lastEventId]));
  }
  stream.onopen = () => heard.push("open");
  await new Promise((ended) => (stream.onerror = ended));
  window.fetch = real;
  return { heard, asked };
}

test("events come with their kind, data and id, and the key is in a header", async () => {
  const { heard, asked } = await told(['id: 7\nevent: job\ndata: {"a":1}\n\n', "data: plain\n\n"]);
  equal(heard, ["open", ["job", '{"a":1}', "7"], ["message", "plain", "7"]]);
  equal(asked, { url: "/v1/stream", headers: { Accept: "text/event-stream", "X-Api-Key": "qk" } });
});

test("an event in pieces is one event, a letter in two pieces one letter", async () => {
  const bytes = new TextEncoder().encode("data: é\n\n");
  equal((await told(["da", "ta: a\n", "data: b\n", "\n", bytes.slice(0, 7), bytes.slice(7)])).heard, [
    "open",
    ["message", "a\nb", ""],
    ["message", "é", ""],
  ]);
});

test("comments and unfinished events are not told, other line ends are understood", async () => {
  equal((await told([": beat\n\n", "data: x\r\n\r\n", "data: never ended"])).heard, ["open", ["message", "x", ""]]);
});

test("a refused key is told and nothing is opened", async () => {
  equal((await told(["data: x\n\n"], 401)).heard, ["refused"]);
  equal((await told(["data: x\n\n"], 404)).heard, []);
});
