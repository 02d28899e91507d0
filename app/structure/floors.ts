import type { Source, Sources } from './imports.ts';

/** A line of a finding: where, and what is wrong there. */
export type Finding = string;

const FLOORS = ['engines', 'platform', 'areas', 'app'];

// The written order inside a floor: a folder may import those before it, never those after it or beside it.
const ORDER: { readonly [floor: string]: readonly (readonly string[])[] } = {
  engines: [['feel'], ['decision', 'process', 'form']],
  areas: [
    ['catalogue'],
    ['cases'],
    ['feedback'],
    ['applications', 'inbox'],
    ['procedure'],
    ['operations', 'archive', 'notices'],
    ['disclosure'],
    ['insight'],
  ],
};

// Files that may be named past a door: types have no behaviour to hide, and tests need what no one else may call.
const OPEN = /\/(types|errors|actor|testing)\.tsx?$|^areas\/[\w-]+\/tables\.ts$/;

const SECOND: readonly string[] = ['tck', 'scenarios', 'import'];

// The tools and tests that stand outside the house, and what they may touch in it.
const OUTSIDE: { readonly [folder: string]: RegExp } = {
  // The page checks run over the route table.
  e2e: /^(e2e|scripts)\/|^platform\/(database|design)\/testing\.ts$|^app\/urls\.ts$/,
  bench: /./,
  scripts: /^(scripts|app\/structure)\/|\/testing\.ts$/,
};

function place(path: string): { floor: string; folder: string } {
  const [floor = '', folder = ''] = path.split('/');
  return { floor, folder: folder.includes('.') ? '' : folder };
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\.tsx?$/.test(path);
}

/** Imports that go up, or from outside the house into what is not its business. */
export function upward(sources: Sources): Finding[] {
  return findings(sources, (source, file) => {
    const from = place(source.path).floor;
    const allowed = OUTSIDE[from];
    if (allowed !== undefined) return !allowed.test(file);
    return FLOORS.indexOf(place(file).floor) > FLOORS.indexOf(from) || OUTSIDE[place(file).floor] !== undefined;
  });
}

/** Imports into another folder that do not go through its `index.ts`. */
export function pastDoors(sources: Sources): Finding[] {
  return findings(sources, (source, file) => {
    const [from, to] = [place(source.path), place(file)];
    if (to.folder === '' || !['engines', 'platform', 'areas'].includes(to.floor) || OPEN.test(file)) return false;
    if (from.floor === to.floor && from.folder === to.folder) return false;
    // An engine has a second door where it keeps what the roof alone needs: its conformance suite's runner, its importers
    // (`exports` of its package.json).
    const doors = [
      `${to.floor}/${to.folder}/index.ts`,
      ...SECOND.map((suite) => `${to.floor}/${to.folder}/${suite}/index.ts`),
    ];
    return !doors.includes(file);
  });
}

/** Imports inside a floor against its written order. */
export function againstOrder(sources: Sources): Finding[] {
  return findings(sources, (source, file) => {
    const [from, to] = [place(source.path), place(file)];
    const order = ORDER[from.floor];
    if (order === undefined || from.floor !== to.floor || from.folder === to.folder) return false;
    const rank = (folder: string) => order.findIndex((step) => step.includes(folder));
    if (rank(from.folder) < 0 || rank(to.folder) < 0) return true;
    return rank(to.folder) >= rank(from.folder);
  });
}

/** Files, and folders of one floor, that need each other to be loaded. */
export function circles(sources: Sources): Finding[] {
  const files = new Map<string, Set<string>>();
  const folders = new Map<string, Set<string>>();
  for (const { path, imports } of sources.values()) {
    if (isTest(path)) continue;
    for (const { file, typeOnly } of imports) {
      if (typeOnly || file === undefined || !sources.has(file)) continue;
      edge(files, path, file);
      const [from, to] = [place(path), place(file)];
      const across = from.floor === to.floor && from.folder !== to.folder && from.floor !== 'app';
      if (across && from.folder !== '' && to.folder !== '') {
        edge(folders, `${from.floor}/${from.folder}`, `${to.floor}/${to.folder}`);
      }
    }
  }
  return [...circlesOf(files), ...circlesOf(folders)];
}

/** What an engine imports that is neither its own, nor another engine, nor a package without input and output. */
export function impure(sources: Sources): Finding[] {
  const found: Finding[] = [];
  for (const { path, imports } of sources.values()) {
    if (!path.startsWith('engines/') || isTest(path) || /\/(bench|tck|testing)\b/.test(path)) continue;
    for (const { specifier } of imports) {
      if (/^(node:|pg$|fastify|kysely|sharp|nodemailer)/.test(specifier)) found.push(`${path} imports ${specifier}`);
    }
  }
  return found;
}

function findings(sources: Sources, wrong: (source: Source, file: string) => boolean): Finding[] {
  return [...sources.values()].flatMap((source) =>
    source.imports
      .filter(({ file }) => file !== undefined && !file.startsWith('.') && wrong(source, file))
      .map(({ specifier }) => `${source.path} imports ${specifier}`),
  );
}

function edge(graph: Map<string, Set<string>>, from: string, to: string): void {
  const targets = graph.get(from) ?? new Set();
  graph.set(from, targets.add(to));
}

// Depth first; a node met again on the way down closes a circle. Each node is walked once.
function circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): Finding[] {
  const found: Finding[] = [];
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): void => {
    const again = way.indexOf(node);
    if (again >= 0) found.push([...way.slice(again), node].join(' → '));
    if (again >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...way, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return found;
}
