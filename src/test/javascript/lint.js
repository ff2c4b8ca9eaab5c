/** Faults of the console's code that a browser tells only when it runs the line, found by the TypeScript compiler. */

const LONGEST_LINE = 120;

const ts = await new Promise((loaded, failed) => {
  const script = document.createElement("script");
  script.src = "/library/typescript/lib/typescript.js";
  script.onload = () => loaded(globalThis.ts);
  script.onerror = failed;
  document.head.append(script);
});

const OPTIONS = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  strict: false,
  skipLibCheck: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: false,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
  types: [],
  paths: libraryPaths(),
};

/** Faults of types alone: the console declares few, and what the API answers has none. */
const OF_TYPES = new Set([2322, 2339, 2345, 2353, 2362, 2363, 2365, 2367, 2554, 2739, 2769]);

/**
 * @param {Record<string, string>} files text by the path below which the browser loads it
 * @returns {string[]} each fault with its file and line
 */
export function faults(files) {
  const scripts = Object.keys(files).filter((path) => path.endsWith(".js"));
  const program = ts.createProgram(scripts, OPTIONS, host(files));
  const sources = scripts.map((path) => program.getSourceFile(path));
  return [
    ...sources.flatMap((source) => [...ofCompiler(program, source), ...ofRules(source)]),
    ...unusedExports(sources),
    ...Object.entries(files).flatMap(([path, text]) => longLines(path, text)),
  ];
}

const fault = (source, position, what) =>
  `${source.fileName}:${source.getLineAndCharacterOfPosition(position).line + 1}: ${what}`;

function ofCompiler(program, source) {
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .filter(({ code }) => !OF_TYPES.has(code))
    .map(({ start, messageText }) => fault(source, start, ts.flattenDiagnosticMessageText(messageText, " ")));
}

/** What the compiler lets pass: loose comparisons, `var`, and a name that hides one of a scope around it. */
function ofRules(source) {
  const found = [];
  const visit = (node) => {
    const operator = ts.isBinaryExpression(node) && ts.tokenToString(node.operatorToken.kind);
    if (operator === "==" || operator === "!=") found.push([node.operatorToken, `${operator} instead of ${operator}=`]);
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped))
      found.push([node, "var instead of const or let"]);
    for (const [name, { declarations }] of node.locals ?? []) {
      if (hidden(node, name)) found.push([declarations[0], `'${name}' hides the same name around it`]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map(([node, what]) => fault(source, node.getStart(source), what));
}

function hidden(scope, name) {
  for (let around = scope.parent; around; around = around.parent) {
    if (around.locals?.has(name)) return true;
  }
  return false;
}

/** Names that are exported and that no other module, test included, asks for. */
function unusedExports(sources) {
  const wanted = new Set(sources.flatMap((source) => source.statements.flatMap((one) => imported(source, one))));
  return sources
    .filter((source) => source.fileName.startsWith("/console/"))
    .flatMap((source) =>
      [...(source.symbol?.exports ?? [])]
        .filter(([name, { flags }]) => flags & ts.SymbolFlags.Value && !wanted.has(`${source.fileName} ${name}`))
        .map(([name, { declarations }]) =>
          fault(source, declarations[0].getStart(source), `'${name}' is exported and used nowhere else`),
        ),
    );
}

/** The names that a statement imports or passes on, each after the module that has it. */
function imported(source, { moduleSpecifier, importClause, exportClause }) {
  if (!moduleSpecifier) return [];
  const { pathname } = new URL(moduleSpecifier.text, `http://any${source.fileName}`);
  const names = importClause?.namedBindings?.elements ?? exportClause?.elements ?? [];
  return names.map(({ propertyName, name }) => `${pathname} ${(propertyName ?? name).text}`);
}

const longLines = (path, text) =>
  text
    .split("\n")
    .map((line, k) => (line.length > LONGEST_LINE ? `${path}:${k + 1}: a line of ${line.length} characters` : null))
    .filter(Boolean);

/** The types of the libraries lie beside their modules. */
function libraryPaths() {
  const { imports } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
  return Object.fromEntries(
    Object.entries(imports).map(([name, path]) => (name.endsWith("/") ? [`${name}*`, [`${path}*`]] : [name, [path]])),
  );
}

/** @type {Map<string, string | null>} */
const fetched = new Map();
const parsed = new Map();

/** The compiler asks for one file after the other, without waiting. */
function library(path) {
  if (!path.startsWith("/library/")) return null;
  if (!fetched.has(path)) {
    const request = new XMLHttpRequest();
    request.open("GET", path, false);
    request.send();
    fetched.set(path, request.status === 200 ? request.responseText : null);
  }
  return fetched.get(path);
}

function host(files) {
  const read = (path) => files[path] ?? library(path) ?? undefined;
  return {
    fileExists: (path) => read(path) !== undefined,
    readFile: read,
    getSourceFile: (path, version) => {
      if (parsed.has(path)) return parsed.get(path);
      const text = read(path);
      if (text === undefined) return undefined;
      const source = ts.createSourceFile(path, text, version, true);
      if (!(path in files)) parsed.set(path, source);
      return source;
    },
    getDefaultLibFileName: () => "/library/typescript/lib/lib.d.ts",
    getDefaultLibLocation: () => "/library/typescript/lib",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {},
  };
}
