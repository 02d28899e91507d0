import type { FeelValue } from '@torget/feel';
import { isContext, isList } from '@torget/feel';
import { DeskSection, Scroll } from '#platform/design/index.ts';
import { Logic, type Tell } from './logic.tsx';
import { inputName } from './names.ts';
import type { Read, Step } from './story.ts';
import { Inline, Value } from './value.tsx';

/** One decision: what it reads, how it reckons, what it came to. */
export function StepView({ tell, step }: { readonly tell: Tell; readonly step: Step }) {
  const { t } = tell.request;
  const { value } = step;
  const large = value !== undefined && isLarge(value);
  const note =
    value === undefined ? (
      step.kind === 'decision' ? (
        t('cases.story.not-evaluated')
      ) : (
        t(`cases.story.kind.${step.kind}`)
      )
    ) : large ? null : (
      <>
        {t('cases.story.became')}{' '}
        <strong class="d-became">
          <Inline value={value} language={tell.language} />
        </strong>
      </>
    );
  return (
    <DeskSection id={`steg-${step.number}`} title={`${step.number}. ${step.label}`} note={note}>
      {step.reads.length === 0 ? null : (
        <p class="d-reads">
          {t('cases.story.reads')} <Reads tell={tell} reads={step.reads} />
        </p>
      )}
      <Logic tell={tell} logic={step.logic} />
      {large && step.logic.kind !== 'entries' ? (
        <div class="d-result">
          <p>{t('cases.story.became')}</p>
          <Scroll label={step.label}>
            <Value value={value} language={tell.language} />
          </Scroll>
        </div>
      ) : null}
    </DeskSection>
  );
}

/** Lists of rows and contexts need more than a line. */
function isLarge(value: FeelValue): boolean {
  return isContext(value) || (isList(value) && value.some(isContext));
}

/** What a decision requires, each linked to where it stands on the page. */
function Reads({ tell, reads }: { readonly tell: Tell; readonly reads: readonly Read[] }) {
  return (
    <>
      {reads.map((read, index) => (
        <>
          {index === 0 ? '' : ', '}
          {'input' in read ? (
            inputName(read.input, tell)
          ) : (
            <a class="govuk-link" href={`#steg-${read.step}`}>
              {`${read.step}. ${read.label}`}
            </a>
          )}
        </>
      ))}
    </>
  );
}
