import { kinOf } from '#platform/access/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { TextKey } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { showCase } from '../desk/case.tsx';
import { readForStaff } from '../desk/open.ts';
import type { CasesOptions } from '../mount.ts';
import { isRelationKind, openableCase, relate, relatedTo, unrelate } from './related.ts';

/** Relates the case to another, or ends a relation. A case that the officer may not open is no case here. */
export async function doRelate(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await readForStaff(request, options);
  const { view } = opened;
  const { db, actor, now: at, fields, url, t } = request;
  if (actor.kind !== 'staff') throw new NotFound('staff only');
  const kin = await kinOf(db, actor.party);
  const change = { by: actor.party, unit: actor.unit, at };
  const back: Answer = { kind: 'redirect', to: `${url('desk.case', { case: view.id })}#hor-ihop` };
  const pair = field(fields, 'koppling', 36);
  if (pair !== '') {
    await transaction(db, async (tx) => {
      const known = isUuid(pair) ? await relatedTo(tx, actor, kin, view.id) : [];
      if (!known.some((one) => one.pair === pair)) throw new NotFound(`no relation ${pair} of this case`);
      await unrelate(tx, pair, change);
    });
    return back;
  }
  const typed = field(fields, 'nummer', 40);
  const kind = field(fields, 'hur', 20);
  const wrong = (key: TextKey) => showCase(request, options, opened, { at: 'related', text: t(key), typed });
  if (typed === '') return wrong('cases.related.number-empty');
  if (!isRelationKind(kind)) throw new NotFound(`no relation ${kind}`);
  const related = await transaction(db, async (tx) => {
    const otherId = await openableCase(tx, actor, kin, typed.toUpperCase());
    if (otherId === undefined) return 'cases.related.number-unknown';
    if (otherId === view.id) return 'cases.related.number-own';
    return (await relate(tx, { caseId: view.id, otherId, kind }, change)) ? null : 'cases.related.already';
  });
  return related === null ? back : wrong(related);
}
