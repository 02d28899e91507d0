import { boardInSentence, documentName } from '#areas/cases/index.ts';
import { SummaryList } from '#platform/design/index.ts';
import { formatDate, houseLanguage } from '#platform/text/index.ts';
import { isSocial } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { groundsOf, type Situation } from '../situation.ts';
import type { Waiting } from './asked.ts';

/** What the officer wrote: what is missing, or what the decision may build on. */
export const saidIn = ({ asked, kind }: Waiting): string =>
  String(asked.data[kind === 'communicate' ? 'material' : 'saknas'] ?? '');

/** What happens without an answer, as the letter says it (FL 20 § st. 2). */
export function consequence({ t }: Pick<Request, 't'>, { asked, kind }: Waiting): string {
  if (kind === 'communicate') return t('procedure.asked.freely');
  return t(asked.data['foljd'] === 'avvisas' ? 'procedure.letter.dismissed' : 'procedure.letter.decided');
}

/** What is asked, until when, and what happens otherwise: above the box in which it is answered. */
export function AskedRows({ request, situation, waiting }: AskedRowsProps) {
  const { t, language, url } = request;
  const { until, kind } = waiting;
  const over = Temporal.PlainDate.compare(situation.today, until) > 0;
  const row = (key: string, value: string) => ({
    key: { text: key },
    value: value.includes('\n')
      ? { html: value.split(/\n+/).map((line) => <p class="govuk-body">{line}</p>) }
      : { text: value },
  });
  const day = formatDate(until.toString(), language, { weekday: true });
  const documents = situation.toldOf.flatMap(({ act, document }) => {
    const found = situation.file.documents.find(({ id }) => id === document);
    if (act !== waiting.asked.id || found === undefined) return [];
    return [
      <p class="govuk-body">
        <a class="govuk-link" href={url('my-pages.document', { case: situation.view.id, document })}>
          {documentName(request, found)}
        </a>
      </p>,
    ];
  });
  return (
    <SummaryList
      rows={[
        row(t(`procedure.asked.${kind}`), saidIn(waiting)),
        documents.length === 0 ? null : { key: { text: t('procedure.asked.documents') }, value: { html: documents } },
        row(t('procedure.asked.until'), over ? t('procedure.asked.over', { day }) : day),
        row(t('procedure.asked.otherwise'), consequence(request, waiting)),
        kind === 'communicate' && groundsOf(situation).some(isSocial)
          ? row(t('procedure.asked.orally'), orally(request, situation))
          : null,
      ]}
    />
  );
}

interface AskedRowsProps {
  readonly request: Request;
  readonly situation: Situation;
  readonly waiting: Waiting;
}

function orally({ t, town, language }: Request, { view }: Situation): string {
  return t('procedure.communicate.orally', { board: boardInSentence(town, view.board, houseLanguage(language)) });
}
