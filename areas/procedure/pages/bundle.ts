import { readForStaff } from '#areas/cases/index.ts';
import { NotFound } from '#platform/errors.ts';
import { zipStream } from '#platform/files/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { ActName } from '../acts/act.ts';
import { type BundleEntry, bundle } from '../bundle.ts';
import { type Cover, courtPaper, coverPdf } from '../cover.ts';
import { itemsOf } from '../file-items.ts';
import type { ProcedureOptions } from '../mount.ts';
import { standingOf } from '../situation.ts';

/**
 * What goes to whoever tries an appeal, the whole file and a withdrawal that came after it; and what goes to who is asked
 * for an opinion (FL 26 §).
 */
export const HANDED: readonly ActName[] = ['hand-over', 'send-withdrawal', 'ask-opinion'];

/** The papers that went out with an act as they were then (of an appeal FL 46 §), each item checked against its hash. */
export async function bundlePage(request: Request, options: ProcedureOptions): Promise<Answer> {
  const { db, actor, now, params, town } = request;
  const opened = await readForStaff(request, options.cases);
  const { view, service } = opened;
  const standing = await standingOf(db, view, actor, now);
  const act = standing.acts.find(({ id, act }) => id === params['act'] && HANDED.includes(act));
  if (act === undefined) throw new NotFound(`no hand-over ${params['act']}`);
  const index = act.data['index'] as unknown as readonly BundleEntry[];
  const cover = act.data['cover'] as unknown as Cover | undefined;
  const { files, send } = options;
  const from = { town, files, texts: send.texts };
  const paper = courtPaper(from, view);
  const titled = new Map(index.map(({ document, title }) => [document, title]));
  const items = await itemsOf(db, { ...standing, service, town, paper }, titled);
  const about = { caseId: view.id, index, at: act.at };
  const letter = cover === undefined ? undefined : await coverPdf(db, paper, { ...about, cover });
  const packed = await bundle({ db, from, paper, items, ...about }, letter);
  return { kind: 'file', type: 'application/zip', name: `${view.number}.zip`, body: zipStream(packed) };
}
