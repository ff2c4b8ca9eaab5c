import { equal, test } from "../test.js";
import { key } from "/console/key.js";

test("without a key no header is sent, with one it is in a header", () => {
  equal(key.headers, {});
  sessionStorage.setItem("quarry.key", "qk_1");
  equal(key.headers, { "X-Api-Key": "qk_1" });
  sessionStorage.removeItem("quarry.key");
});

test("a refusal is told once, however many requests were refused, when no other tab has a key", async () => {
  let told = 0;
  key.addEventListener("change", () => told++);
  key.refused();
  key.refused();
  equal([key.wanted, told], [false, 0]);
  await new Promise((done) => setTimeout(done, 600));
  equal([key.wanted, told], [true, 1]);
});
