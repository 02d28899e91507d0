import type { Printed, PrintedEntry, PrintedPage, PrintedRow } from '@torget/form';
import type { VNode } from 'preact';
import { MoneyRow, PartHead, SummaryList, type SummaryRow } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { amountOf, printText } from './print.ts';
import { Words } from './questions/words.tsx';

/** What drawing answers takes of a request: it must come out the same at every time and place. */
export type Speaks = Pick<Request, 't' | 'language'>;

/** Address to change a page's answers at; absent when they are only to be read. */
export type ChangeUrl = (page: string, question: string) => string;

function Entry({ entry, speaks }: { readonly entry: PrintedEntry; readonly speaks: Speaks }) {
  const { rest, amount } = amountOf(entry.title ?? []);
  const title = rest
    .map((part) => printText(part, speaks))
    .join('')
    .replace(/,\s*$/, '');
  const files = entry.rows.flatMap(({ value }) => (value.kind === 'file' ? [value.name] : []));
  const more = entry.rows.filter(({ value }) => value.kind !== 'file' && !titled(entry, value));
  return (
    <>
      {amount === undefined ? <div>{title}</div> : <MoneyRow label={title} amount={printText(amount, speaks)} />}
      {more.map(({ label, value }) => (
        <span class="t-source">
          {caption(text(label, speaks.language))} {printText(value, speaks)}
        </span>
      ))}
      {files.map((name) => (
        <span class="t-source">{speaks.t('applications.file.attached', { name })}</span>
      ))}
    </>
  );
}

/** A label before its value: a question mark needs no colon. */
function caption(label: string): string {
  return /[?!.:]$/.test(label) ? label : `${label}:`;
}

/** True when the value already stands in the entry's heading. */
function titled(entry: PrintedEntry, value: Printed): boolean {
  return entry.title?.some((part) => JSON.stringify(part) === JSON.stringify(value)) === true;
}

function Value({ value, speaks }: { readonly value: Printed; readonly speaks: Speaks }): VNode {
  const { language } = speaks;
  switch (value.kind) {
    case 'money':
      return <MoneyRow amount={printText(value, speaks)} />;
    case 'label':
      return <Words text={value.label} language={language} />;
    case 'entries':
      if (value.entries.length === 0) return <>{printText({ kind: 'none' }, speaks)}</>;
      return (
        <>
          {value.entries.map((entry) => (
            <Entry entry={entry} speaks={speaks} />
          ))}
        </>
      );
    case 'list':
      return (
        <>
          {value.items.map((item) => (
            <div>
              <Value value={item} speaks={speaks} />
            </div>
          ))}
        </>
      );
    case 'person':
      return (
        <>
          {printText(value, speaks)}
          {value.notes.map((note) => (
            <span class="t-source">
              <Words text={note} language={language} />
            </span>
          ))}
        </>
      );
    case 'text':
      return <Lines text={value.text} />;
    default:
      return <>{printText(value, speaks)}</>;
  }
}

/** Text with the line breaks that the person made. */
function Lines({ text: said }: { readonly text: string }) {
  return (
    <>
      {said.split('\n').map((line, index) => (
        <>
          {index > 0 ? <br /> : null}
          {line}
        </>
      ))}
    </>
  );
}

function rowOf(row: PrintedRow, page: string, speaks: Speaks, change: ChangeUrl | undefined): SummaryRow {
  const { t, language } = speaks;
  const { source } = row;
  return {
    key: { html: <Words text={row.label} language={language} /> },
    value: {
      html: (
        <>
          <Value value={row.value} speaks={speaks} />
          {source === undefined ? null : (
            <span class="t-source">
              {t('applications.page.from', {
                source: source.name,
                date: (language) => formatDate(source.at, language),
              })}
            </span>
          )}
        </>
      ),
    },
    ...(change === undefined || row.computed === true
      ? {}
      : {
          actions: {
            items: [
              {
                href: change(page, row.question),
                text: t('applications.check.change'),
                visuallyHiddenText: text(row.label, language),
              },
            ],
          },
        }),
  };
}

interface Part {
  readonly id: string;
  /** None where the form has no sections: the questions say themselves what they are about. */
  readonly title: VNode | undefined;
  readonly rows: readonly SummaryRow[];
}

/** The answers under the headings of the form's sections; a page outside them stands under its own title. */
function partsOf({ pages, sections, speaks, change }: AnswersProps): readonly Part[] {
  const plain = Object.keys(sections).length === 0;
  const parts: { id: string; title: VNode | undefined; rows: SummaryRow[] }[] = [];
  for (const page of pages) {
    const rows = page.rows.map((row) => rowOf(row, page.page, speaks, change));
    const id = plain ? '' : (page.section ?? page.page);
    const last = parts.at(-1);
    if (last?.id === id) last.rows.push(...rows);
    else {
      const title = (page.section === undefined ? undefined : sections[page.section]) ?? page.title;
      parts.push({ id, title: plain ? undefined : <Words text={title} language={speaks.language} />, rows });
    }
  }
  return parts;
}

export interface AnswersProps {
  readonly pages: readonly PrintedPage[];
  readonly sections: { readonly [id: string]: PrintedPage['title'] };
  readonly speaks: Speaks;
  readonly change?: ChangeUrl;
}

/** Answers for reading: on the check page, on the receipt, in the case, and frozen. */
export function AnswerList(props: AnswersProps) {
  return (
    <>
      {partsOf(props).map((part) => (
        <>
          {part.title === undefined ? null : <PartHead title={part.title} />}
          <SummaryList rows={part.rows} />
        </>
      ))}
    </>
  );
}
