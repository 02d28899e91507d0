import type { VNode } from 'preact';
import { formatDate, type Texts } from '#platform/text/index.ts';
import type { LetterModel } from './model.ts';
import { LetterBlockView } from './view-block.tsx';

export interface LetterViewProps {
  readonly model: LetterModel;
  /** Texts of the letter's own language, which need not be the page's. */
  readonly t: Texts;
  /** The town's mark, beside the sender. */
  readonly mark?: VNode;
  /** Of the subject's heading; 2 where the page has a heading of its own. */
  readonly level?: 1 | 2;
}

/** A letter as the sheet of a web page (design/screens/letter.html). Its heading is the letter's subject. */
export function LetterView({ model, t, mark, level = 1 }: LetterViewProps): VNode {
  const Subject = level === 1 ? 'h1' : 'h2';
  const { sender, recipient } = model;
  return (
    <article class="t-letter" lang={model.language}>
      <div class="t-letter__head">
        <div class="t-letter__from">
          {mark}
          <span>
            {sender.town}
            {sender.board && <small>{sender.board}</small>}
            {sender.unit && <small>{sender.unit}</small>}
          </span>
        </div>
        <dl class="t-letter__meta">
          <dt>{t('letters.head.date')}</dt>
          <dd>{formatDate(model.date, model.language)}</dd>
          {model.caseNumber && <Fact label={t('letters.head.case')} value={model.caseNumber} whole />}
          {model.facts.map((fact) => (
            <Fact {...fact} />
          ))}
        </dl>
        {recipient && (
          <p class="t-letter__to">
            {[recipient.name, ...(recipient.address ?? [])].map((line, index) => (index === 0 ? line : [<br />, line]))}
          </p>
        )}
      </div>
      <Subject class="govuk-heading-xl">{model.subject}</Subject>
      {model.blocks.map((block, index) => (
        <LetterBlockView block={block} lead={index === 0} />
      ))}
    </article>
  );
}

function Fact({ label, value, whole }: { label: string; value: string; whole?: boolean }): VNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{whole ? <span class="t-nowrap">{value}</span> : value}</dd>
    </>
  );
}

export interface LetterBarProps {
  readonly t: Texts;
  readonly back: string;
  readonly pdf?: string;
  /** The same letter in the other language. */
  readonly other?: { readonly href: string; readonly language: string };
}

/** The row above a letter: back to the case, save, the other language. Not printed. */
export function LetterBar({ t, back, pdf, other }: LetterBarProps): VNode {
  return (
    <div class="t-letterbar">
      <a class="govuk-back-link" href={back}>
        {t('letters.bar.back')}
      </a>
      {(pdf || other) && (
        <ul>
          {pdf && (
            <li>
              <a class="govuk-link" href={pdf}>
                {t('letters.bar.pdf')}
              </a>
            </li>
          )}
          {other && (
            <li>
              <a class="govuk-link" href={other.href} lang={other.language} hreflang={other.language}>
                {t('letters.bar.other')}
              </a>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
