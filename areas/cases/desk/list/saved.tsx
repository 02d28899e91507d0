import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, Checkboxes, Details, Input } from '#platform/design/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { endView, MOST_VIEWS, type SavedView, savedViews, saveView } from '../../queries/saved.ts';
import type { WorkFilter } from '../../queries/work-filter.ts';
import { askedOf, queryOf } from './asked.ts';

const LONGEST = 60;
const written = (filter: WorkFilter) => new URLSearchParams(queryOf(filter)).toString();

/** Whether the list is one that has been saved: then its name is the one that stands out. */
export function isSaved(view: SavedView, filter: WorkFilter): boolean {
  return view.query === written(filter);
}

interface Props {
  readonly request: Request;
  readonly filter: WorkFilter;
  readonly saved: readonly SavedView[];
}

/** Saves the list as it is asked for under a name, or takes away the one that is shown. */
export function SaveView({ request, filter, saved }: Props) {
  const { t, url, csrf, actor } = request;
  const current = saved.find((view) => isSaved(view, filter));
  const own = actor.kind === 'staff' && current?.party === actor.party;
  if (current !== undefined && !own) return null;
  const hidden = (
    <>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="lista" value={written(filter)} />
    </>
  );
  if (current !== undefined)
    return (
      <form method="post" action={url('desk.views')}>
        {hidden}
        <Button
          name="bort"
          value={current.id}
          text={t('cases.views.remove', { name: current.name })}
          classes="govuk-button--secondary"
        />
      </form>
    );
  const problem = viewProblem(request);
  return (
    <Details summaryText={t('cases.views.save')} open={problem !== undefined}>
      <form method="post" action={url('desk.views')} novalidate>
        {hidden}
        <Input
          id="vynamn"
          name="namn"
          label={{ text: t('cases.views.name') }}
          classes="govuk-input--width-20"
          {...(problem === undefined ? {} : { errorMessage: { text: problem } })}
        />
        <Checkboxes name="delad" items={[{ value: 'ja', text: t('cases.views.share') }]} />
        <Button text={t('cases.views.do')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Details>
  );
}

/** Keeps a view, or takes one away; a name that is missing gives the list back with what to mend. */
export async function keepView(request: Request): Promise<Answer> {
  const { db, actor, url, now, fields } = request;
  const query = Object.fromEntries(new URLSearchParams(field(fields, 'lista')));
  const list = queryOf(askedOf({ ...request, query }));
  if (actor.kind !== 'staff') return { kind: 'redirect', to: url('desk') };
  const gone = field(fields, 'bort', 36);
  if (gone !== '') {
    if (isUuid(gone)) await transaction(db, (tx) => endView(tx, gone, actor.party, now));
    return { kind: 'redirect', to: url('desk') };
  }
  const name = field(fields, 'namn', LONGEST + 1);
  const problem = await transaction(db, async (tx) => {
    if (name === '') return 'namnlos';
    if (name.length > LONGEST) return 'lang';
    const own = (await savedViews(tx, actor.unit, actor.party)).filter(({ party }) => party === actor.party);
    if (own.length >= MOST_VIEWS) return 'manga';
    const shared = field(fields, 'delad') === 'ja';
    await saveView(tx, {
      unit: actor.unit,
      party: actor.party,
      shared,
      name,
      query: new URLSearchParams(list).toString(),
      at: now,
    });
    return undefined;
  });
  return { kind: 'redirect', to: url('desk', problem === undefined ? list : { ...list, vyfel: problem }) };
}

const PROBLEMS = ['namnlos', 'lang', 'manga'] as const;

/** What to mend about a view that was not saved. */
export function viewProblem({ query, t }: Request): string | undefined {
  const found = PROBLEMS.find((problem) => problem === query['vyfel']);
  return found === undefined
    ? undefined
    : t(`cases.views.problem.${found}`, { n: found === 'manga' ? MOST_VIEWS : LONGEST });
}
