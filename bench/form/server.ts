import { join } from 'node:path';
import { houseAddresses } from '#app/house.ts';
import { createRenderer } from '#app/renderer.ts';
import { ROOT } from '#app/serve.ts';
import { type ApplicationsOptions, beginDraft, mountApplications } from '#areas/applications/index.ts';
import { draftCookie, serviceOf } from '#areas/applications/testing.tsx';
import { applyMigrations, collectMigrations, openDatabase, setMode, startEmbedded } from '#platform/database/index.ts';
import { loadAssets } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { openFiles } from '#platform/files/index.ts';
import { openLog } from '#platform/log.ts';
import { loadTexts } from '#platform/text/index.ts';
import { loadTown } from '#platform/town/index.ts';
import { createServer, type Site } from '#platform/web/index.ts';
import { madeForm } from './made.ts';
import { PAGES, PER_PAGE, RULES } from './person.ts';

/**
 * The web of the house with one service of thirty pages that needs no process behind it, on a database of its own that
 * makes every commit durable. Arguments: folder, port. Over the channel:
 * `cpu` answers with its processor time, `{ people }` with so many drafts and the cookies that lead to them.
 */
const [folder = '', port = '0'] = process.argv.slice(2);
const server = await startEmbedded({ data: join(folder, 'data') });
await applyMigrations(server.target, await collectMigrations(ROOT));
const { db, close } = openDatabase(server.target);
await setMode(db, 'example', 'ekhamn');
const { town } = await loadTown(join(ROOT, 'towns/ekhamn'));
if (town === undefined) throw new TorgetError('no-town', 500, { sv: '', en: '' }, 'torget check towns/ekhamn');
const service = serviceOf({ id: 'lang', signIn: 'none', anonymous: true }, madeForm(PAGES, PER_PAGE, RULES).yaml);
const options: ApplicationsOptions = {
  catalogue: {
    find: (id) => (id === service.id ? service : undefined),
    version: async () => service,
    readable: async () => service,
  },
  openCase: () => Promise.reject(new TorgetError('not-sent', 500, { sv: '', en: '' }, 'nobody sends here')),
  facts: async () => ({}),
  files: await openFiles(join(folder, 'files')),
  map: undefined,
};
const { routes } = mountApplications(options);
const origin = `http://localhost:${port}`;
const site: Site = {
  town,
  db,
  mode: 'example',
  origin,
  now: () => Temporal.Now.instant().toString(),
  readSession: async () => null,
  waiting: async () => 0,
};
const assets = loadAssets(ROOT);
const texts = loadTexts(ROOT);
const renderer = createRenderer({ texts, assets, addresses: houseAddresses, exposed: false });
const app = await createServer({
  routes,
  addresses: houseAddresses,
  site: () => site,
  renderer,
  assets: assets.folder,
  log: openLog('error'),
  trustProxy: false,
  https: false,
  limitScale: 1e6,
});
await app.listen({ port: Number(port), host: '127.0.0.1' });

async function begin(count: number): Promise<{ readonly drafts: readonly (readonly [string, string, string])[] }> {
  const sender = { db, town: site.town, actor: { kind: 'anonymous' }, language: 'sv', t: texts.for('sv') } as const;
  const begun = Array.from({ length: count }, () => beginDraft({ ...sender, now: site.now() }, options, service));
  const drafts = await Promise.all(begun);
  return { drafts: drafts.map(({ id, owner }) => [id, `__Host-${draftCookie(id)}`, owner.secret ?? ''] as const) };
}

async function stop(): Promise<void> {
  process.off('message', heard).off('disconnect', stop);
  await app.close();
  await close();
  await server.stop();
  if (process.connected) process.disconnect?.();
}

function heard(message: unknown): void {
  if (message === 'stop') void stop();
  else if (message === 'cpu') process.send?.(process.cpuUsage());
  else if (typeof message === 'object' && message !== null && 'people' in message)
    void begin(Number(message.people)).then((answer) => process.send?.(answer));
}

process.on('message', heard);
process.on('disconnect', stop);
process.send?.('ready');
