import { groupNames, PAUSE_REASONS, taskTitle } from '#areas/cases/index.ts';
import { boardOf } from '#platform/access/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { ProcedureOptions } from '../mount.ts';
import type { Reason } from './asked.ts';
import type { LateCase, LateTask, OpenLate } from './list.ts';

/** Units of the board that the assignment is for: what its manager answers for together with the others of the board. */
export function unitsOf({ actor, town }: Pick<Request, 'actor' | 'town'>): readonly string[] {
  const unit = actor.kind === 'staff' ? actor.unit : '';
  const board = boardOf(town, unit)?.id;
  return town.units.filter((one) => one.board === board).map(({ id }) => id);
}

export function serviceName({ language }: Request, { cases }: ProcedureOptions, id: string): string {
  const service = cases.catalogue.find(id);
  return service === undefined ? id : text(service.definition.title, language);
}

export function unitName({ town, language }: Request, id: string): string {
  const unit = town.units.find((one) => one.id === id);
  return unit === undefined ? id : text(unit.title, language);
}

/** A row in words; of a case that the reader may not open without what tells whose it is. */
export interface Cells {
  readonly number: string;
  readonly href: string | null;
  readonly person: string;
  readonly late: number;
  readonly days: readonly string[];
  readonly why: readonly string[];
  readonly who: readonly string[];
  readonly service: string;
  readonly unit: string;
}

export async function cellsOf(request: Request, options: ProcedureOptions, one: LateCase): Promise<Cells> {
  const { t, url } = request;
  const { open, late, days, reasons, unit, service, version } = one;
  const read = await options.cases.catalogue.readable(request.db, version);
  const common = {
    late,
    days: days.map(({ kind, day }) => `${t(`procedure.late.past.${kind}`)} ${dayText(request, day)}`),
    service:
      read === undefined ? serviceName(request, options, service) : text(read.definition.title, request.language),
    unit: unitName(request, unit),
  };
  const plain = reasons.map((name) => t(`procedure.late.reason.${name}`));
  if (open === null)
    return { ...common, number: t('procedure.late.not-yours'), href: null, person: '–', why: plain, who: ['–'] };
  const why = await Promise.all(reasons.map((name) => whyOf({ request, options, version, open }, name)));
  return {
    ...common,
    number: open.number,
    href: url('desk.case', { case: open.id }),
    person: open.applicant ?? t('procedure.late.anonymous'),
    why,
    who: whoOf(request, open),
  };
}

function dayText({ language }: Request, iso: string): string {
  return formatDate(iso, language, { short: true, year: true });
}

interface Told {
  readonly request: Request;
  readonly options: ProcedureOptions;
  readonly version: string;
  readonly open: OpenLate;
}

/** A reason with what the file says of it: `Väntar på en part: komplettering begärd till 3 feb. 2026`. */
async function whyOf(about: Told, name: Reason): Promise<string> {
  const reason = about.request.t(`procedure.late.reason.${name}`);
  const more = (await saidOf(about, name)).filter((part) => part !== '');
  return more.length === 0 ? reason : `${reason}: ${more.join('; ')}`;
}

async function saidOf(about: Told, name: Reason): Promise<readonly string[]> {
  const { request, open } = about;
  const { t } = request;
  const until = (day: string) => t('procedure.late.until', { day: dayText(request, day) });
  switch (name) {
    case 'party':
      return [
        ...open.asked.map((one) => t(`procedure.late.asked.${one.act}`, { day: dayText(request, one.until) })),
        ...(await titles(about, (task) => isOfParty(task))),
      ];
    case 'paused':
    case 'opinion':
      return open.pause === null
        ? []
        : [pauseText(request, name, open.pause.reason), until(open.pause.until), open.pause.note ?? ''];
    case 'told':
      return open.told === null
        ? []
        : [open.told.why, t('procedure.late.new-day', { day: dayText(request, open.told.until) })];
    case 'unclaimed':
      return titles(about, (task) => !isOfParty(task) && task.who === null);
    case 'absent':
      return open.tasks.flatMap(({ away, awayUntil }) => (away && awayUntil !== null ? [until(awayUntil)] : []));
    case 'claimed':
      return titles(about, (task) => task.who !== null && !task.away);
    case 'incident':
    case 'nothing':
      return [];
  }
}

/** Why the clock stands still, where the reason itself does not say it. */
function pauseText({ t }: Request, name: Reason, reason: string): string {
  const known = PAUSE_REASONS.find((one) => one === reason);
  return name === 'opinion' || known === undefined ? '' : t(`procedure.pause.${known}`);
}

const isOfParty = ({ groups }: LateTask) => groups.every((group) => group.startsWith('party/'));

/** What these tasks are called; of those that a party is to do with who that is. */
async function titles(
  { request, options, version, open }: Told,
  which: (task: LateTask) => boolean,
): Promise<readonly string[]> {
  return Promise.all(
    open.tasks.filter(which).map(async (task) => {
      const title = await taskTitle(request, options.cases, { ...task, version });
      return isOfParty(task) ? `${groupNames(request, task.groups)}, ${title}` : title;
    }),
  );
}

/** Who has it: those who have taken its tasks, or else whom they wait for. */
function whoOf(request: Request, { tasks }: OpenLate): readonly string[] {
  const names = tasks.map(({ who, groups }) => who ?? groupNames(request, groups));
  return names.length === 0 ? ['–'] : [...new Set(names)];
}
