import { kinOf } from '#platform/access/index.ts';
import { isUuid } from '#platform/database/index.ts';
import { LiveLine } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { caseMark, markOf, markText, workNews } from '../queries/news.ts';
import type { WorkFilter } from '../queries/work-filter.ts';
import { askedOf, queryOf } from './list/asked.ts';

/**
 * What a page that lies open is told of what has happened since. `say` is a sentence, null when it is nothing; of
 * `changed` tasks the page itself knows which it shows, and `sayChanged` is for those.
 */
interface News {
  readonly say: string | null;
  readonly changed?: readonly string[];
  readonly sayChanged?: string;
}

/** The line of a work list that tells what has come; `seen` was read before the list. */
export function ListNews({ request, filter, seen }: { request: Request; filter: WorkFilter; seen: string }) {
  const { t, url } = request;
  return (
    <LiveLine
      news={url('desk.news', { ...queryOf(filter), sedan: seen })}
      show={{ text: t('cases.news.show'), href: url('desk', queryOf(filter)) }}
    />
  );
}

/** The line of a case page; the mark was read before what the page shows. */
export function CaseNews({ request, caseId, mark }: { request: Request; caseId: string; mark: string }) {
  const { t, url } = request;
  return (
    <LiveLine
      news={url('desk.case.news', { case: caseId, sedan: mark })}
      show={{ text: t('cases.news.show'), href: url('desk.case', { case: caseId }) }}
    />
  );
}

/** What has happened in the list that is asked for since it was read. */
export async function listNews(request: Request): Promise<Answer> {
  const { db, actor, t, query } = request;
  const kin = actor.kind === 'staff' ? await kinOf(db, actor.party) : [];
  const news = await workNews(db, actor, kin, askedOf(request), query['sedan'] ?? '');
  if (news === undefined) throw new NotFound('no snapshot');
  return told({
    say: news.come === 0 ? null : t('cases.news.come', { n: news.come }),
    changed: news.changed,
    sayChanged: t('cases.news.changed'),
  });
}

/** What has happened in a case since its page was read: documents by their number, the rest in a word. */
export async function caseNews(request: Request): Promise<Answer> {
  const { db, actor, params, query } = request;
  const caseId = params['case'] ?? '';
  const kin = actor.kind === 'staff' ? await kinOf(db, actor.party) : [];
  const now = isUuid(caseId) ? await caseMark(db, actor, kin, caseId) : undefined;
  const then = markOf(query['sedan'] ?? '');
  if (now === undefined || then === undefined) throw new NotFound(`no case ${caseId} for this assignment, or no mark`);
  return told({ say: markText(now) === markText(then) ? null : happened(request, then, now) });
}

type Mark = NonNullable<ReturnType<typeof markOf>>;

function happened({ t }: Request, then: Mark, now: Mark): string {
  if (now.documents > then.documents) return t('cases.news.documents', { n: now.documents - then.documents });
  return t(now.tasks === then.tasks ? 'cases.news.happened' : 'cases.news.tasks');
}

function told(news: News): Answer {
  return {
    kind: 'file',
    type: 'application/json; charset=utf-8',
    name: 'nytt.json',
    inline: true,
    body: Buffer.from(JSON.stringify(news)),
  };
}

/** The mark that the page of a case that has been opened carries. */
export async function markOfCase({ db, actor }: Request, caseId: string): Promise<string> {
  const kin = actor.kind === 'staff' ? await kinOf(db, actor.party) : [];
  const mark = await caseMark(db, actor, kin, caseId);
  return mark === undefined ? '' : markText(mark);
}
