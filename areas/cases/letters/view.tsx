import type { VNode } from 'preact';
import { Button, InsetText, Mark } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { LetterView } from '#platform/letters/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type LetterPort, LOOK, type Look, type StoredLetter, sealOf } from './rehearsal.ts';

/** Letters that are shown before they are sent. */
export interface Shown {
  readonly letters: readonly StoredLetter[];
  /** They became others than those that were read. */
  readonly changed?: boolean;
}

interface LettersProps {
  readonly request: Request;
  readonly port: LetterPort;
  readonly shown: Shown;
  /** What the button says that sends them. */
  readonly send: string;
}

/** Where the letters stand on the page: whoever asks to see them is led there. */
const PLACE = 'brevet';

/**
 * Last in the form that sends them: each letter as it will be, the seal of all, and the buttons. The first button of a form
 * is the one that Enter presses: it is the one that sends.
 */
export function Letters({ request, port, shown: { letters, changed }, send }: LettersProps): VNode {
  const { t } = request;
  const seal = sealOf(letters);
  const about = letters.length === 0 ? 'cases.letters.none' : 'cases.letters.about';
  return (
    <section aria-labelledby={PLACE}>
      <h2 class="govuk-heading-m" id={PLACE}>
        {t('cases.letters.title', { n: letters.length })}
      </h2>
      <InsetText text={t(changed ? 'cases.letters.changed' : about, { send })} />
      <input type="hidden" name={seal.name} value={seal.value} />
      {letters.map(({ model, party }) => (
        <>
          {party === null ? <p class="govuk-body">{t('cases.letters.by-mail')}</p> : null}
          <LetterView model={model} t={port.texts(model.language)} mark={<Mark />} level={2} />
        </>
      ))}
      <div class="govuk-button-group d-send">
        <Button text={send} preventDoubleClick />
        <LookButton request={request} text="cases.letters.again" />
        {letters.map(({ model }, at) => (
          <Button
            text={t('cases.letters.pdf', { name: model.recipient?.name ?? '' })}
            name={LOOK}
            value={`pdf-${at}`}
            classes="govuk-button--secondary"
            attributes={{ formtarget: '_blank' }}
          />
        ))}
      </div>
    </section>
  );
}

function LookButton({
  request: { t },
  text,
}: {
  request: Request;
  text: 'cases.letters.again' | 'cases.letters.look';
}) {
  return (
    <Button
      text={t(text)}
      name={LOOK}
      value="brev"
      classes="govuk-button--secondary"
      attributes={{ formaction: `#${PLACE}` }}
    />
  );
}

interface SendProps {
  readonly request: Request;
  readonly send: string;
  /** Whether it sends letters, which can be shown before. */
  readonly writes: boolean;
}

/** The last of a form: what sends it, and what shows the letters before. */
export function SendButtons({ request, send, writes }: SendProps): VNode {
  if (!writes) return <Button text={send} preventDoubleClick />;
  return (
    <div class="govuk-button-group">
      <Button text={send} preventDoubleClick />
      <LookButton request={request} text="cases.letters.look" />
    </div>
  );
}

/** What was asked for: one letter as PDF, or the page with all of them. */
export async function lookAnswer(
  port: LetterPort,
  look: Look,
  letters: readonly StoredLetter[],
  page: (shown: Shown) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (look === 'page') return page({ letters });
  const model = letters[look.pdf]?.model;
  if (model === undefined) throw new NotFound(`no letter ${look.pdf} to look at`);
  const body = await port.pdf(model);
  return { kind: 'file', type: 'application/pdf', name: `${model.subject}.pdf`, body, inline: true };
}
