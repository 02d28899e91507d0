import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { serving } from '../scripts/pinned.mjs';
import { Client, keepAlive, type Shown, type Upload } from './client.ts';
import { toExpense } from './renewal.ts';
import { freePort, type Running, run } from './running.ts';
import { bounded, type Figure, figure, report, round } from './table.ts';
import { growTown } from './town.ts';

const SIZE = 20_000_000;
const AT_ONCE = 10;
const MEGABYTES = 64;

/** A PDF of the largest size that is taken; each has bytes of its own, since the same bytes are kept once. */
async function pdf(n: number): Promise<Upload> {
  const bytes = Buffer.alloc(SIZE, `${n} 0 obj\n<<>>\nendobj\n`);
  bytes.write('%PDF-1.7\n');
  bytes.write('trailer\n%%EOF\n', SIZE - 14);
  return { name: `kvitto-${n}.pdf`, type: 'application/pdf', bytes };
}

/** A photo of twelve megapixels full of noise, filled up to the largest size behind its end, as phones put films there. */
async function photo(n: number, orientation: number): Promise<Upload> {
  const noise = { type: 'gaussian', mean: 100 + n, sigma: 40 } as const;
  const picture = sharp({ create: { width: 4032, height: 3024, channels: 3, background: '#888', noise } });
  const bytes = await picture.withMetadata({ orientation }).jpeg({ quality: 88 }).toBuffer();
  if (bytes.length > SIZE) throw new Error(`the photo weighs ${bytes.length} bytes`);
  const whole = Buffer.concat([bytes, Buffer.alloc(SIZE - bytes.length, 0x55)]);
  return { name: `IMG_000${n}.jpg`, type: 'image/jpeg', bytes: whole };
}

/** Resident bytes of a process now, and the most there were since `forget` (proc(5): VmRSS, VmHWM, clear_refs). */
class Memory {
  readonly #folder: string;

  constructor(pid: number) {
    this.#folder = `/proc/${pid}`;
  }

  forget(): void {
    writeFileSync(join(this.#folder, 'clear_refs'), '5');
  }

  read(name: 'VmRSS' | 'VmHWM'): number {
    const [, kilobytes] =
      new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(join(this.#folder, 'status'), 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  }
}

interface Person {
  readonly client: Client;
  readonly page: Shown;
}

async function together(people: readonly Person[], make: (n: number) => Promise<Upload>): Promise<number> {
  const uploads: Upload[] = [];
  for (const n of people.keys()) uploads.push(await make(n));
  const began = performance.now();
  const answers = await Promise.all(
    people.map(({ client, page }, n) =>
      client.post(
        page,
        page.path.split('?', 1)[0] ?? '',
        { 'utgifter-slag': 'hyra', 'utgifter-belopp': '6200', _do: 'again' },
        { 'utgifter-underlag': uploads[n] as Upload },
      ),
    ),
  );
  const ms = performance.now() - began;
  for (const [n, { client }] of people.entries()) {
    const shown = await client.get(answers[n]?.location ?? '');
    if (!shown.html.includes(uploads[n]?.name ?? '?')) throw new Error(`not taken: ${answers[n]?.status}`);
  }
  return ms;
}

async function measure(server: Running, people: readonly Person[]): Promise<Figure[]> {
  const memory = new Memory(server.pid);
  const kinds = [
    ['PDFs', pdf],
    ['photos', (n: number) => photo(n, 1)],
    ['photos held upright', (n: number) => photo(n, 6)],
  ] as const;
  // What the first of each kind takes for good (decoder, buffers, compiled code) is not what ten at once take more.
  for (const [, make] of kinds) await together(people.slice(0, 1), make);
  const figures: Figure[] = [];
  for (const [name, make] of kinds) {
    const before = memory.read('VmRSS');
    memory.forget();
    const ms = await together(people, make);
    figures.push(
      bounded(`${AT_ONCE} ${name} of 20 MB at once: more memory`, memory.read('VmHWM') - before, 'MB', MEGABYTES),
      figure(`${AT_ONCE} ${name} of 20 MB at once: all answered`, round(ms / 1000), 's'),
    );
  }
  return [figure('Server before', round(memory.read('VmRSS')), 'MB'), ...figures];
}

const folder = mkdtempSync(join(tmpdir(), 'torget-bench-'));
chmodSync(folder, 0o755);
const port = await freePort();
const numbers = growTown(join(folder, 'towns'), AT_ONCE);
const env = {
  ...serving.env,
  TORGET_DATA: join(folder, 'data'),
  TORGET_TOWNS: join(folder, 'towns'),
  PORT: String(port),
};
const server = await run('server.ts', { env, log: join(folder, 'log'), node: serving.node });
const { cookies } = await server.ask<{ cookies: string[] }>({ sessions: numbers });
const agent = keepAlive();
const people: Person[] = [];
for (const session of cookies) {
  const client = new Client(`http://localhost:${port}`, agent, { session });
  people.push({ client, page: await toExpense(client) });
}
const figures = await measure(server, people);
await server.stop();
rmSync(folder, { recursive: true, force: true });
const about =
  'Ten people send a file of 20 MB each at the same moment to a page of a form; more memory is the most that was resident ' +
  'meanwhile, by the kernel, over what was resident before. Photos have twelve megapixels, are written anew without what ' +
  'the camera noted, and those held upright are turned. One photo after the other is decoded: the rest wait on the disk.';
process.exitCode = report('files', 'npm run bench -- files', about, figures) ? 0 : 1;
