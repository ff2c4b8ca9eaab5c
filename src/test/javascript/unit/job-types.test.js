import { equal, test } from "../test.js";
import { counts, typesOf, valueOf, withValue } from "/console/job-types.js";

const schema = (name) => ({ content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } } });
const post = (type, name) => ({
  "x-job-type": type,
  summary: type,
  description: "What it does",
  parameters: [
    { name: "priority", in: "query", description: "Higher is earlier", schema: { type: "integer", default: 0 } },
    { name: "id", in: "path", schema: { type: "string" } },
  ],
  requestBody: schema(name),
});
const DOCUMENT = {
  paths: {
    "/v1/late": { post: post("late", "Late") },
    "/v1/optimize": { post: post("optimize", "Optimize") },
    "/v1/jobs": { post: post("any", "Late"), get: {} },
    "/v1/none": { post: { summary: "no body" } },
  },
  components: {
    schemas: {
      Late: { properties: { exchange: {}, note: { type: "string", description: "Free" } } },
      Optimize: {
        required: ["exchange", "start_ts"],
        properties: {
          exchange: {},
          method: { enum: ["grid", "walk"], default: "grid" },
          folds: { type: "integer", "x-when": "method=walk", title: "How many" },
          assessment: { title: "Assessment", properties: { quick: { type: "boolean" } } },
        },
      },
    },
  },
};

test("types with a route of their own are found, those that are wanted most first", () => {
  equal(Object.keys(typesOf(DOCUMENT)), ["optimize", "late"]);
});

test("a field has its kind, label, hint and default from the schema", () => {
  const [settings, nested] = typesOf(DOCUMENT).optimize.groups;
  equal(
    settings.fields.map(({ name, label, kind, usual, values }) => ({ name, label, kind, usual, values })),
    [
      { name: "method", label: "Method", kind: "choice", usual: "grid", values: ["grid", "walk"] },
      { name: "folds", label: "How many", kind: "number", usual: undefined, values: undefined },
    ],
  );
  equal([nested.title, nested.fields[0].in, nested.fields[0].kind], ["Assessment", "assessment", "flag"]);
});

test("the market is stored where a range is needed, else optional", () => {
  const { optimize, late } = typesOf(DOCUMENT);
  equal([optimize.market, late.market], ["stored", "optional"]);
});

test("options are the query parameters only, and the path is below the version", () => {
  const { late } = typesOf(DOCUMENT);
  equal(
    [late.path, late.options.map((one) => one.name), late.options[0].hint],
    ["/late", ["priority"], "Higher is earlier"],
  );
});

test("a field counts while another has one of its values, a default included", () => {
  const { properties } = typesOf(DOCUMENT).optimize;
  const field = { when: "method=walk|cpcv" };
  equal(
    [counts(field, {}, properties), counts(field, { method: "walk" }, properties), counts({}, {}, properties)],
    [false, true, true],
  );
});

test("a value is set and taken out without a trace, and the payload before stays as it was", () => {
  const field = { in: "assessment", name: "quick" };
  const before = { a: 1 };
  const set = withValue(before, field, true);
  equal([before, set, valueOf(set, field)], [{ a: 1 }, { a: 1, assessment: { quick: true } }, true]);
  equal(withValue(set, field, undefined), { a: 1 });
  equal(valueOf({}, field), undefined);
});
