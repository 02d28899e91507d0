import { type CaseSubject, type CasesOptions, dated, oneCase } from '#areas/cases/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type DueItem, DueList } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { ACTS } from '../acts/table.ts';
import { standingOf } from '../situation.ts';
import { type Waiting, waitingFor } from './asked.ts';
import { casesAsking } from './cases.ts';
import { consequence, saidIn } from './rows.tsx';

const ANSWERS = { 'request-completion': 'answer-completion', communicate: 'answer-communication' } as const;

/** In a list of several cases as much of what was written as says what it is about. */
const CLIPPED = 140;

/** What a party has been asked by letter, among what is due: on the start page, on Mina sidor and on the case's own page. */
export function askedSections({ catalogue }: Pick<CasesOptions, 'catalogue'>): readonly Section<CaseSubject | null>[] {
  const inAll = async (request: Request) => {
    const today = legalDay(Temporal.Instant.from(request.now));
    const ids = await casesAsking(request.db, request.actor, today);
    const items = await Promise.all(
      ids.map(async (id) => {
        const view = await oneCase(request.db, request.actor, id);
        const service = view && (await catalogue.readable(request.db, view.version));
        return view && service
          ? await itemsOf(request, { view, service }, text(service.definition.title, request.language))
          : [];
      }),
    );
    return listOf(items.flat());
  };
  const inCase = async (request: Request, subject: CaseSubject | null) =>
    subject?.service === undefined ? null : listOf(await itemsOf(request, subject));
  return [
    { place: 'start-due', order: 15, load: inAll },
    { place: 'citizen-case-due', order: 5, load: inCase },
  ];
}

const listOf = (items: readonly DueItem[]) =>
  items.length === 0 ? null : <DueList items={items.toSorted((a, b) => (a.date < b.date ? -1 : 1))} />;

/** What waits in one case; `of` names its service where several are listed. */
async function itemsOf(request: Request, { view }: CaseSubject, of?: string): Promise<readonly DueItem[]> {
  const { t, db, actor, now, url } = request;
  const standing = await standingOf(db, view, actor, now);
  return waitingFor(standing).map((waiting) => {
    const answer = ANSWERS[waiting.kind];
    return {
      ...dated(request, waiting.until, about(request, waiting, of)),
      what: t(`procedure.act.${answer}.title`),
      href: url('my-pages.act', { case: view.id, act: ACTS[answer].path }),
    };
  });
}

/** Which service, what is asked, and what happens otherwise. */
function about(request: Request, waiting: Waiting, of: string | undefined): string {
  const said = of === undefined ? saidIn(waiting) : clipped(saidIn(waiting));
  const asked = request.t(`procedure.asked.is-${waiting.kind}`, { said: said.replace(/\.$/, '') });
  return [...(of === undefined ? [] : [`${of}.`]), asked, consequence(request, waiting)].join(' ');
}

/** Cut at a word. */
function clipped(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= CLIPPED ? line : `${line.slice(0, CLIPPED).replace(/\s+\S*$/, '')} …`;
}
