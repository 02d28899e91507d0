import type { CaseSubject } from '#areas/cases/index.ts';
import { Sheet } from '#platform/design/index.ts';
import { formatDate, type TextKey } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { type Appealable, receivables } from '../appealable.ts';
import { courtEnd } from '../court.ts';
import { type ActRow, dayOf } from '../rows.ts';
import { settled } from '../situation.ts';
import { appealsIn, type Became, becameOf, isOf } from '../withdrawn-appeal.ts';
import { words } from './refusal.ts';
import { situationSeen } from './seen.ts';

/** What a party has appealed and what became of it, below what was decided in the case. */
export async function appealsOfDecided(request: Request, subject: CaseSubject | null) {
  const found = await ownAppeals(request, subject);
  if (found === null || !found.decided) return null;
  return (
    <>
      <h3 class="govuk-heading-s" id="overklaganden">
        {found.title}
      </h3>
      {found.said}
    </>
  );
}

/** The same of a refused request for a decision, where the case is not decided yet. */
export async function appealsBeforeDecision(request: Request, subject: CaseSubject | null) {
  const found = await ownAppeals(request, subject);
  if (found === null || found.decided) return null;
  return (
    <Sheet id="overklaganden" title={found.title}>
      {found.said}
    </Sheet>
  );
}

/** A paragraph for each appeal: handed over, dismissed or withdrawn. */
async function ownAppeals(request: Request, subject: CaseSubject | null) {
  const { actor, t } = request;
  if (subject?.service === undefined || actor.kind !== 'citizen') return null;
  const { view, service } = subject;
  const s = await situationSeen(request, { view, service });
  const mine = appealsIn(s).filter((appeal) => isOf(s, appeal, actor.principal));
  if (mine.length === 0) return null;
  const said = mine.map((appeal) => (
    <p class="govuk-body">
      {[whatOf(request, appeal, receivables(s)), ...stateOf(request, becameOf(s, appeal))].join(' ')}
    </p>
  ));
  return { title: t('procedure.own-appeal.title', { n: mine.length }), said, decided: settled(s) !== undefined };
}

function whatOf(request: Request, { data }: ActRow, of: readonly Appealable[]): string {
  const target = of.find(({ id }) => id === data['decision']);
  const what =
    target && words(request, { text: `procedure.appealable.${target.what}`, days: { day: target.day.toString() } });
  return said(request, 'of', String(data['arrived']), { what: what ?? request.t('procedure.document.appeal') });
}

function stateOf(request: Request, { handed, dismissed, withdrawn, sent, court }: Became): readonly string[] {
  const to = String(handed?.data['to'] ?? '');
  const on = (act: ActRow) => dayOf(act).toString();
  if (withdrawn === undefined && handed === undefined && dismissed === undefined)
    return [request.t('procedure.own-appeal.waits')];
  const after =
    sent === undefined ? request.t('procedure.own-appeal.sends', { to }) : said(request, 'sent', on(sent), { to });
  return [
    ...(handed === undefined ? [] : [said(request, 'handed', on(handed), { to })]),
    ...(dismissed === undefined ? [] : [said(request, 'dismissed', on(dismissed))]),
    ...(withdrawn === undefined ? [] : [said(request, 'withdrawn', String(withdrawn.data['arrived']))]),
    ...(withdrawn === undefined || handed === undefined || (sent === undefined && court !== undefined) ? [] : [after]),
    ...(court === undefined ? [] : judgedOf(request, court)),
  ];
}

/** What the court came to, what holds now, and what happens next. */
function judgedOf(request: Request, { data }: ActRow): readonly string[] {
  const { t, language } = request;
  const end = courtEnd(data);
  const [court, number, holds] = ['domstol', 'malnummer', 'innebar'].map((name) => String(data[name] ?? ''));
  const judged = { court: court ?? '', number: number ?? '', day: formatDate(String(data['dag']), language) };
  return [
    t('procedure.own-appeal.judged', judged),
    ...(end === undefined ? [] : [t(`procedure.court.end.${end}`)]),
    ...(holds ? [holds] : []),
  ];
}

/** A sentence with its day, and what else stands in it. */
function said(
  { t, language }: Request,
  key: 'of' | 'handed' | 'dismissed' | 'withdrawn' | 'sent',
  day: string,
  values: { readonly [name: string]: string } = {},
): string {
  const text: TextKey = `procedure.own-appeal.${key}`;
  return t(text, { ...values, day: formatDate(day, language) });
}
