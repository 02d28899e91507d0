import { marksOf, openForStaff, PROVISIONS, type StaffCase, strongest } from '#areas/cases/index.ts';
import {
  Button,
  Checkboxes,
  DeskPage,
  DeskSection,
  DeskTitle,
  ErrorSummary,
  Input,
  Select,
  Textarea,
} from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Masks } from '#platform/masking/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { type Chosen, makeCopy, type Source, sourceOf } from '../mask.ts';
import type { DisclosureOptions } from '../mount.ts';

/** Pages whose lines can be chosen one by one; words and whole pages can be masked in any. */
const LINED = 20;

/** What is in a document, and what shall not be in the copy. */
export async function maskPage(request: Request, options: DisclosureOptions): Promise<Answer> {
  const opened = await openForStaff(request, options);
  return show(request, opened, await sourceOf(request, options), undefined);
}

/** Makes the copy, and leads to it. */
export async function doMask(request: Request, options: DisclosureOptions): Promise<Answer> {
  const opened = await openForStaff(request, options);
  const source = await sourceOf(request, options);
  try {
    const { caseId, document } = await makeCopy(request, options, opened, source, chosenIn(request));
    const { url } = request;
    // The officer of this case need not be one of the case that asked.
    if (caseId !== opened.view.id) return { kind: 'redirect', to: url('desk.case', { case: opened.view.id }) };
    return { kind: 'redirect', to: url('desk.document', { case: caseId, document }) };
  } catch (error) {
    if (error instanceof TorgetError && error.status === 422) return show(request, opened, source, error);
    throw error;
  }
}

/** All of it, however long: a word that was cut off here would stand in clear in the copy. */
function wordsIn(fields: Request['fields']): string {
  return fields['words']?.[0] ?? '';
}

function chosenIn({ fields }: Request): Chosen {
  const words = wordsIn(fields)
    .split(/\r?\n/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const numbers = (name: string, pattern: RegExp) =>
    (fields[name] ?? []).filter((value) => pattern.test(value)).map((value) => value.split('-').map(Number));
  const masks: Masks = {
    words: [...new Set(words)],
    lines: numbers('line', /^\d{1,3}-\d{1,4}$/).map(([page = 0, line = 0]) => ({ page, line })),
    pages: numbers('page', /^\d{1,3}$/).map(([page = 0]) => page),
  };
  return { masks, basis: field(fields, 'basis', 60), request: field(fields, 'request', 40) };
}

async function show(
  request: Request,
  { view, service }: StaffCase,
  source: Source,
  problem: TorgetError | undefined,
): Promise<Answer> {
  const { t, db, url, csrf, language } = request;
  const marks = (await marksOf(db, view.id)).filter(
    ({ documentId }) => documentId === null || documentId === source.id,
  );
  const reminder = strongest([...service.definition.secrecy, ...marks.map(({ basis }) => basis)]);
  const title = t('disclosure.mask.title');
  return {
    kind: 'page',
    status: problem?.status ?? 200,
    frame: 'desk',
    title: `${title} ${view.number}`,
    navigation: 'desk',
    body: (
      <DeskPage>
        {problem === undefined ? null : (
          <ErrorSummary
            titleText={t('disclosure.problem')}
            errorList={[{ text: problem.public[language], href: '#words' }]}
          />
        )}
        <DeskTitle title={title}>
          {source.title} ·{' '}
          <a class="govuk-link" href={url('desk.case', { case: view.id })}>
            {t('disclosure.back', { number: view.number })}
          </a>
        </DeskTitle>
        <p class="govuk-body">
          {reminder === null ? t('disclosure.mask.unmarked') : t('disclosure.mask.marked', { basis: reminder })}
        </p>
        <p class="govuk-body">{t('disclosure.mask.about')}</p>
        <form class="d-do" method="post" novalidate>
          <input type="hidden" name="_csrf" value={csrf} />
          <What request={request} source={source} />
          <Why request={request} />
          <Button text={t('disclosure.mask.button')} preventDoubleClick />
        </form>
      </DeskPage>
    ),
  };
}

function pageText({ lines, overlaid }: Source['pages'][number]) {
  if (overlaid) return 'disclosure.mask.overlaid';
  return lines.length === 0 ? 'disclosure.mask.picture' : 'disclosure.mask.page';
}

function What({ request, source }: { readonly request: Request; readonly source: Source }) {
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
      {source.pages.slice(0, LINED).map(({ lines }, page) =>
        lines.length === 0 ? null : (
          <DeskSection id={`sida-${page + 1}`} title={t('disclosure.mask.lines', { page: page + 1 })}>
            <Checkboxes
              idPrefix={`line-${page}`}
              name="line"
              classes="govuk-checkboxes--small"
              fieldset={{
                legend: {
                  text: t('disclosure.mask.lines', { page: page + 1 }),
                  classes: 'govuk-visually-hidden',
                },
              }}
              values={chosen('line')}
              items={lines.map((text, line) => ({ value: `${page}-${line}`, text }))}
            />
          </DeskSection>
        ),
      )}
    </>
  );
}

function Why({ request }: { readonly request: Request }) {
  const { t, fields, language } = request;
  const basis = field(fields, 'basis', 60);
  return (
    <DeskSection id="varfor" title={t('disclosure.mask.why')}>
      <Select
        id="basis"
        name="basis"
        label={{ text: t('disclosure.mask.basis') }}
        items={[
          { value: '', text: t('disclosure.mask.choose') },
          ...PROVISIONS.map((one) => ({
            value: one.basis,
            text: `${one.basis}, ${one.about[language === 'sv' ? 'sv' : 'en']}`,
            selected: one.basis === basis,
          })),
        ]}
      />
      <Input
        id="request"
        name="request"
        classes="govuk-input--width-20"
        label={{ text: t('disclosure.mask.request') }}
        hint={{ text: t('disclosure.mask.request-hint') }}
        value={field(fields, 'request', 40)}
      />
    </DeskSection>
  );
}
