import { kinOf, type PartyId } from '#platform/access/index.ts';
import { type Db, isUuid, savepoint, transaction } from '#platform/database/index.ts';
import { Button, FilterSelect, type WorkRow } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { lockTask } from '#platform/runtime/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../../mount.ts';
import { type WorkTask, workableAmong } from '../../queries/work.ts';
import type { WorkFilter } from '../../queries/work-filter.ts';
import { askedOf, queryOf } from './asked.ts';
import { colleaguesOf, type Staff } from './colleagues.ts';

/** Name of the boxes; each carries its task and who had it when the list was read. */
const CHOSEN = 'uppgift';
const SEPARATOR = '~';
/** As many as a page shows. */
const MOST = 100;
/** Chosen instead of a person: nobody is to have the tasks. */
const NOBODY = 'ingen';

/** What became of the tasks that were chosen. */
export interface Assigned {
  readonly done: number;
  /** Somebody else had taken, given or done it since the list was read. */
  readonly changed: number;
  /** The one who was to have it may not: another role, a conflict of interest, a protected party. */
  readonly refused: number;
}

/** The box before a row of the list. */
export function chooseBox({ t }: Request, task: WorkTask): NonNullable<WorkRow['choose']> {
  return {
    name: CHOSEN,
    value: `${task.id}${SEPARATOR}${task.claimedBy ?? ''}`,
    label: t('cases.assign.choose', { who: task.applicant ?? t('cases.desk.anonymous'), number: task.caseNumber }),
  };
}

/** Who is to have what is chosen, and the button. Stands in the form around the list. */
export function AssignBar({
  request,
  filter,
  staff,
}: {
  request: Request;
  filter: WorkFilter;
  staff: readonly Staff[];
}) {
  const { t, csrf, actor } = request;
  const own = actor.kind === 'staff' ? actor.party : '';
  return (
    <div class="d-filter">
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="lista" value={new URLSearchParams(queryOf(filter)).toString()} />
      <FilterSelect
        id="till"
        name="till"
        label={t('cases.assign.to')}
        options={[
          { value: own, text: t('cases.assign.me') },
          ...staff.filter(({ party }) => party !== own).map(({ party, name }) => ({ value: party, text: name })),
          { value: NOBODY, text: t('cases.assign.nobody') },
        ]}
      />
      <Button text={t('cases.assign.do')} classes="govuk-button--secondary" preventDoubleClick />
    </div>
  );
}

/** Gives the chosen tasks to a colleague of the unit, to oneself, or to nobody. Each is asked for by itself. */
export async function assignTasks(request: Request, options: CasesOptions): Promise<Answer> {
  const { db, actor, url, town } = request;
  const list = queryOf(
    askedOf({ ...request, query: Object.fromEntries(new URLSearchParams(field(request.fields, 'lista'))) }),
  );
  if (actor.kind !== 'staff') return { kind: 'redirect', to: url('desk') };
  const to = field(request.fields, 'till', 36);
  const chosen = (request.fields[CHOSEN] ?? []).slice(0, MOST).flatMap(chosenOf);
  const recipient = (await colleaguesOf(db, town, actor.unit)).find(({ party }) => party === to);
  if (chosen.length === 0 || (recipient === undefined && to !== NOBODY))
    return { kind: 'redirect', to: url('desk', { ...list, tilldelat: '0~0~0' }) };
  const { done, changed, refused } = await transaction(db, (tx) => assign(tx, options, { actor, recipient, chosen }));
  return { kind: 'redirect', to: url('desk', { ...list, tilldelat: [done, changed, refused].join(SEPARATOR) }) };
}

interface Chosen {
  readonly id: string;
  readonly seen: string;
}

function chosenOf(value: string): Chosen[] {
  const [id = '', seen = ''] = value.split(SEPARATOR);
  return isUuid(id) ? [{ id, seen }] : [];
}

interface Wanted {
  readonly actor: Staff;
  /** Undefined: nobody is to have them. */
  readonly recipient: Staff | undefined;
  readonly chosen: readonly Chosen[];
}

async function assign(
  tx: Db,
  { runtime }: Pick<CasesOptions, 'runtime'>,
  { actor, recipient, chosen }: Wanted,
): Promise<Assigned> {
  const ids = chosen.map(({ id }) => id);
  const mine = await workableAmong(tx, actor, await kinOf(tx, actor.party), ids);
  const theirs =
    recipient === undefined ? mine : await workableAmong(tx, recipient, await kinOf(tx, recipient.party), ids);
  const party: PartyId | null = recipient?.party ?? null;
  let [done, changed, refused] = [0, 0, 0];
  // In one order, so that two who assign the same tasks at once wait for each other and not in a ring.
  for (const { id, seen } of chosen.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const task = mine.has(id) ? await lockTask(tx, id) : undefined;
    if (task === undefined || (task.claimedBy ?? '') !== seen) changed++;
    else if (!theirs.has(id)) refused++;
    else if (task.claimedBy === party || (await claimed(tx, () => runtime.claimTask(tx, id, party, actor)))) done++;
    else changed++;
  }
  return { done, changed, refused };
}

/** Whether it could be done now; what a listener of the one task holds up holds up no other. */
async function claimed(tx: Db, claim: () => Promise<unknown>): Promise<boolean> {
  try {
    await savepoint(tx, claim);
    return true;
  } catch (error) {
    if (!(error instanceof TorgetError && error.status === 409)) throw error;
    return false;
  }
}

/** What the address says of the last assignment; undefined when it says nothing of one. */
export function assignedOf({ query }: Request): Assigned | undefined {
  const found = /^(\d{1,3})~(\d{1,3})~(\d{1,3})$/.exec(query['tilldelat'] ?? '');
  if (found === null) return undefined;
  return { done: Number(found[1]), changed: Number(found[2]), refused: Number(found[3]) };
}

export function assignedText({ t }: Request, { done, changed, refused }: Assigned): string {
  if (done + changed + refused === 0) return t('cases.assign.none');
  return [
    t('cases.assign.done', { n: done }),
    ...(changed === 0 ? [] : [t('cases.assign.changed', { n: changed })]),
    ...(refused === 0 ? [] : [t('cases.assign.refused', { n: refused })]),
  ].join(' ');
}
