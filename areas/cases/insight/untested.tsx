import { DeskSection, DeskTable, Details } from '#platform/design/index.ts';
import { formatDate } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { documentName } from '../pages/document-names.ts';
import type { CaseFile, WrittenRow } from '../queries/file.ts';
import type { Untested } from './insight.ts';
import { ruledOn } from './written.ts';

const LONGEST = 60;

interface Props {
  readonly request: Request;
  readonly caseId: string;
  readonly file: Pick<CaseFile, 'documents' | 'notes' | 'written'>;
  /** What a field or a task is called. */
  readonly titled: (one: WrittenRow) => string;
  readonly untested: readonly Untested[];
  /** Whether acts can be done in the case: only then is there a way to test. */
  readonly acts: boolean;
}

/** On the officer's page: what parties do not see because nobody has tested it yet, each with the way to do so. */
export function UntestedInsight(props: Props) {
  const { request, caseId, file, acts } = props;
  const { t, url, language } = request;
  const untested = once(props.untested, file.written);
  if (untested.length === 0) return null;
  const rows = untested.flatMap(({ item, what, parties }) => {
    const found = named(props, item);
    if (found === undefined) return [];
    const [only, ...others] = parties;
    // Of several parties the officer chooses: each is ruled on by itself.
    const part = only !== undefined && others.length === 0 ? { part: only.id } : {};
    const address = url('desk.act', { case: caseId, act: 'visa-for-part', handling: `${what}:${item}`, ...part });
    return {
      cells: [
        acts ? (
          <a class="govuk-link" href={address}>
            {t(`cases.insight.show-${what}`, { title: found.title })}
          </a>
        ) : (
          found.title
        ),
        parties.map(({ name }) => name).join(', '),
        formatDate(found.at, language, { short: true }),
      ],
    };
  });
  return (
    <DeskSection id="insyn" title={t('cases.insight.untested-title')} note={String(rows.length)}>
      <Details summaryText={t('cases.insight.untested-see', { n: rows.length })}>
        <DeskTable
          caption={t('cases.insight.untested-title')}
          columns={[
            { text: t('cases.case.document') },
            { text: t('cases.insight.untested-for'), wide: true },
            { text: t('cases.case.when'), numeric: true },
          ]}
          rows={rows}
        />
      </Details>
    </DeskSection>
  );
}

/** A field waits as one thing, by its last change: that is what is ruled on. */
function once(untested: readonly Untested[], written: Props['file']['written']): readonly Untested[] {
  const ruled = ruledOn(written);
  const last = (item: string) => {
    const row = written.find(({ id }) => id === item);
    return row?.what === 'field'
      ? ruled.find(({ what, name }) => what === 'field' && name === row.name)?.id
      : undefined;
  };
  const as = untested.map((one) => ({ ...one, item: last(one.item) ?? one.item }));
  return as.filter(({ item }, at) => as.findIndex((other) => other.item === item) === at);
}

function named({ request, file, titled }: Props, item: string) {
  const document = file.documents.find(({ id }) => id === item);
  if (document !== undefined) return { title: documentName(request, document), at: document.at };
  const written = file.written.find(({ id }) => id === item);
  if (written !== undefined) return { title: titled(written), at: written.at };
  const note = file.notes.find(({ id }) => id === item);
  if (note === undefined) return undefined;
  return { title: note.text.length > LONGEST ? `${note.text.slice(0, LONGEST)}…` : note.text, at: note.at };
}
