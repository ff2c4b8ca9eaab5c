/** The format of the console's code, by Prettier; templates of Lit are formatted as HTML. */
import * as prettier from "/library/prettier/standalone.mjs";
import babel from "/library/prettier/plugins/babel.mjs";
import estree from "/library/prettier/plugins/estree.mjs";
import html from "/library/prettier/plugins/html.mjs";
import postcss from "/library/prettier/plugins/postcss.mjs";

const OPTIONS = { printWidth: 120, plugins: [babel, estree, html, postcss] };
/** Prettier needs two rounds for some templates; what does not settle in these is a fault of Prettier's. */
const ROUNDS = 5;

/**
 * @param {Record<string, string>} files text by path
 * @returns {Promise<Record<string, string>>} those that are not formatted, as they ought to be
 */
export async function unformatted(files) {
  const changed = {};
  for (const [path, text] of Object.entries(files)) {
    const formatted = await settled(path, text);
    if (formatted !== text) changed[path] = formatted;
  }
  return changed;
}

async function settled(path, text) {
  let last = text;
  for (let round = 0; round < ROUNDS; round++) {
    const next = await prettier.format(last, { ...OPTIONS, filepath: path });
    if (next === last) return last;
    last = next;
  }
  throw new Error(`${path} has another format after each of ${ROUNDS} rounds`);
}
