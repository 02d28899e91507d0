import { caseOfReceipt } from '#areas/cases/index.ts';
import type { ActionItem } from '#platform/design/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { ACT_NAMES } from '../acts/act.ts';
import { ACTS } from '../acts/table.ts';
import { situationOf } from '../situation.ts';
import { refusalOf } from './act.tsx';

/** What whoever has the receipt of an application without a name can do in its case now: change it, take it back. */
export async function receiptActs(request: Request, caseId: string, service: Service): Promise<readonly ActionItem[]> {
  const { db, now, t, url, params, query } = request;
  const view = await caseOfReceipt(db, caseId);
  if (view === undefined) return [];
  const situation = await situationOf(db, { view, service }, { kind: 'anonymous' }, now);
  const address = { application: params['application'] ?? '', nyckel: query['nyckel'] ?? '' };
  const done = situation.acts.find(({ act }) => act === 'withdraw');
  if (done !== undefined) return [{ text: t('procedure.withdraw.done-title') }];
  return ACT_NAMES.filter((name) => ACTS[name].receipt && refusalOf(ACTS[name], situation, request.town) === null).map(
    (name) => ({
      text: t(`procedure.act.${name}.title`),
      href: url('receipt.act', { ...address, act: ACTS[name].path }),
      about: t(`procedure.act.${name}.about`),
    }),
  );
}
