/** Tests of modules, in the page that loads them: a sentence and a function that throws. */

const tests = [];

/** @param {string} name a sentence @param {() => void | Promise<void>} body */
export const test = (name, body) => tests.push({ name, body });

/** Holds two values against each other, with all that is in them. */
export function equal(actual, expected) {
  const [is, ought] = [actual, expected].map((value) => JSON.stringify(value, undefinedToo));
  if (is !== ought) throw new Error(`expected ${ought}, was ${is}`);
}

const undefinedToo = (_, value) => (value === undefined ? "undefined" : Number.isNaN(value) ? "NaN" : value);

/** Holds that something is thrown, and returns it. */
export function thrown(body) {
  try {
    body();
  } catch (failure) {
    return failure;
  }
  throw new Error("nothing was thrown");
}

/**
 * Runs a file of tests in a frame of its own, where nothing is loaded yet.
 *
 * @param {string} file its address
 * @returns {Promise<{name: string, failure: string | null}[]>}
 */
export async function freshly(file) {
  const frame = document.createElement("iframe");
  const loaded = new Promise((done) => (frame.onload = done));
  frame.src = "/";
  document.body.append(frame);
  await loaded;
  const results = await frame.contentWindow.eval(`import("${import.meta.url}").then(({ run }) => run("${file}"))`);
  frame.remove();
  return results;
}

/** Loads a file of tests and runs them one after the other. */
export async function run(file) {
  await import(file);
  const results = [];
  for (const { name, body } of tests) {
    let failure = null;
    try {
      await body();
    } catch (error) {
      failure = error.stack ?? String(error);
    }
    results.push({ name, failure });
  }
  return results;
}
