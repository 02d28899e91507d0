import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningTown, startTown } from '../harness.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Id of the service that asks every type of question before it takes a report. */
export const EVERY_TYPE = 'alla-fragor';

/** The example town with one service more: a page for every type, then the report, so that what is asked is sent too. */
export async function startEveryType(): Promise<{ readonly town: RunningTown; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'torget-types-'));
  // The server of the database runs as another user when the tests run as root: the folder lets it through.
  chmodSync(folder, 0o755);
  const towns = join(folder, 'towns');
  cpSync(join(ROOT, 'towns'), towns, { recursive: true });
  const services = join(towns, 'ekhamn/services');
  const own = join(services, EVERY_TYPE);
  cpSync(join(services, 'felanmalan'), own, { recursive: true });
  rmSync(join(own, 'examples'), { recursive: true });
  const service = join(own, 'service.yaml');
  writeFileSync(service, readFileSync(service, 'utf8').replace('id: felanmalan', `id: ${EVERY_TYPE}`));
  const report = readFileSync(join(own, 'form.yaml'), 'utf8').replace(/^[\s\S]*?^pages:\n/m, '');
  const types = readFileSync(join(ROOT, 'engines/form/testing/every-type.yaml'), 'utf8');
  writeFileSync(join(own, 'form.yaml'), `${types}${report}`);
  const town = await startTown({ data: join(folder, 'data'), env: { TORGET_TOWNS: towns } });
  return {
    town,
    async stop() {
      await town.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
