import { type OpenRequest, provisionInWords } from '#areas/cases/index.ts';
import { Checkboxes, DeskSection, Details, Select, Textarea } from '#platform/design/index.ts';
import { formatDateTime, houseLanguage, lawSpaces } from '#platform/text/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import { CHOSEN_FOR } from '../find.ts';
import { HELD, SHOWN, type Standing } from '../marked.ts';
import type { Source } from '../mask.ts';

/** Pages whose lines can be chosen one by one; words and whole pages can be masked in any. */
const LINED = 20;

/** All of it, however long: a word that was cut off here would stand in clear in the copy. */
export function wordsIn(fields: Request['fields']): string {
  return fields['words']?.[0] ?? '';
}

function pageText({ lines, overlaid }: Source['pages'][number]) {
  if (overlaid) return 'disclosure.mask.overlaid';
  return lines.length === 0 ? 'disclosure.mask.picture' : 'disclosure.mask.page';
}

/** The error of a field, if it is that field's. */
export type Wrong = (name: string) => { readonly errorMessage?: { readonly text: string } };

interface MarkedProps {
  readonly request: Request;
  readonly marks: readonly Standing[];
  readonly wrong: Wrong;
}

/** What is marked as secret, mark by mark: a field that stands in the document is masked unless it is let through. */
export function Marked({ request: { t, fields }, marks, wrong }: MarkedProps) {
  if (marks.length === 0) return null;
  const found = marks.filter(({ words }) => words.length > 0);
  const others = marks.filter(({ words }) => words.length === 0);
  return (
    <DeskSection id="markerat" title={t('disclosure.mask.marks')} note={String(marks.length)}>
      {others.length === 0 ? null : (
        <>
          <p class="govuk-body">{t('disclosure.mask.marks-about')}</p>
          <ul class="govuk-list govuk-list--bullet">
            {others.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
        </>
      )}
      {found.length === 0 ? null : (
        <Checkboxes
          idPrefix={HELD}
          name={HELD}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: t('disclosure.mask.marks-in') } }}
          hint={{ text: t('disclosure.mask.marks-hint') }}
          values={found.map(({ id }) => id).filter((id) => !fields[SHOWN]?.includes(id) || fields[HELD]?.includes(id))}
          items={found.map(({ id, name, words }) => ({ value: id, text: name, hint: { text: words.join(', ') } }))}
          {...wrong(HELD)}
        />
      )}
    </DeskSection>
  );
}

/** What is masked: words, whole pages, lines. */
export function What({ request, source, wrong }: { request: Request; source: Source; wrong: Wrong }) {
  const { t, fields } = request;
  const chosen = (name: string) => fields[name] ?? [];
  return (
    <>
      <DeskSection id="ord" title={t('disclosure.mask.words')}>
        <Textarea
          id="words"
          name="words"
          rows={4}
          label={{ text: t('disclosure.mask.words-label') }}
          hint={{ text: t('disclosure.mask.words-hint') }}
          value={wordsIn(fields)}
          {...wrong('words')}
        />
      </DeskSection>
      <DeskSection id="sidor" title={t('disclosure.mask.pages')} note={String(source.pages.length)}>
        <Checkboxes
          idPrefix="page"
          name="page"
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: t('disclosure.mask.whole'), classes: 'govuk-visually-hidden' } }}
          values={chosen('page')}
          items={source.pages.map((read, page) => ({
            value: String(page),
            text: t(pageText(read), { page: page + 1 }),
          }))}
        />
      </DeskSection>
      <div class="d-sec">
        {source.pages.slice(0, LINED).map(({ lines }, page) => (
          <Lines request={request} lines={lines} page={page} />
        ))}
      </div>
    </>
  );
}

interface LinesProps {
  readonly request: Request;
  readonly lines: Source['pages'][number]['lines'];
  readonly page: number;
}

/** The lines of a page, folded until one is wanted: a document has hundreds, and few are masked one by one. */
function Lines({ request: { t, fields }, lines, page }: LinesProps) {
  const chosen = fields['line'] ?? [];
  const items = lines.flatMap((text, line) => (text.trim() === '' ? [] : [{ value: `${page}-${line}`, text }]));
  if (items.length === 0) return null;
  const title = t('disclosure.mask.lines', { page: page + 1 });
  return (
    <Details
      id={`sida-${page + 1}`}
      summaryText={t('disclosure.mask.lines-of', { page: page + 1, n: items.length })}
      open={items.some(({ value }) => chosen.includes(value))}
    >
      <Checkboxes
        idPrefix={`line-${page}`}
        name="line"
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: title, classes: 'govuk-visually-hidden' } }}
        values={chosen}
        items={items}
      />
    </Details>
  );
}

/** Under which provision, and for which request. */
export function Why(props: { request: Request; requests: readonly OpenRequest[]; wrong: Wrong }) {
  const { request, requests, wrong } = props;
  const { t, fields, language, query } = request;
  const basis = field(fields, 'basis', 60);
  // Chosen on the page of a request, it is for that one; what is posted says it itself.
  const asked = fields['request'] === undefined ? (query[CHOSEN_FOR] ?? '') : field(fields, 'request', 40);
  return (
    <DeskSection id="varfor" title={t('disclosure.mask.why')}>
      <Select
        id="basis"
        name="basis"
        label={{ text: t('disclosure.mask.basis') }}
        items={[
          { value: '', text: t('disclosure.mask.choose') },
          ...request.town.provisions.map((one) => ({
            value: one.basis,
            text: `${lawSpaces(one.basis)}, ${provisionInWords(one)[houseLanguage(language)]}`,
            selected: one.basis === basis,
          })),
        ]}
        {...wrong('basis')}
      />
      <Select
        id="request"
        name="request"
        label={{ text: t('disclosure.mask.request') }}
        hint={{ text: t('disclosure.mask.request-hint') }}
        items={[
          { value: '', text: t('disclosure.mask.nobody') },
          ...requests.map(({ number, receivedAt }) => ({
            value: number,
            text: t('disclosure.mask.asked', {
              number,
              moment: (language) => formatDateTime(receivedAt.toString(), language),
            }),
            selected: number === asked,
          })),
        ]}
        {...wrong('request')}
      />
    </DeskSection>
  );
}
