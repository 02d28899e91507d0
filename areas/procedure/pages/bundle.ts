import { openForStaff } from '#areas/cases/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type BundleEntry, bundle } from '../bundle.ts';
import { itemsOf } from '../file-items.ts';
import type { ProcedureOptions } from '../mount.ts';
import { situationOf } from '../situation.ts';

/** The file of an appealed case as it was handed over (FL 46 §), each item checked against its hash. */
export async function bundlePage(request: Request, options: ProcedureOptions): Promise<Answer> {
  const { db, actor, now, params } = request;
  const opened = await openForStaff(request, options.cases);
  const situation = await situationOf(db, opened, actor, now);
  const act = situation.acts.find(({ id, act }) => id === params['act'] && act === 'hand-over');
  if (act === undefined) throw new NotFound(`no hand-over ${params['act']}`);
  const index = act.data['index'] as unknown as readonly BundleEntry[];
  const items = await itemsOf(db, situation);
  const body = await bundle(request, options.openFile, opened.view.id, items, index);
  return { kind: 'file', type: 'application/zip', name: `${opened.view.number}.zip`, body };
}
