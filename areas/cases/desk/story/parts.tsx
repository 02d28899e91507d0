import { isContext, isList } from '@torget/feel';
import { DeskSection, DeskTable, Dl, InsetText } from '#platform/design/index.ts';
import { lawText, reasonTexts } from '#platform/letters/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { elementOf, type Service } from '#platform/town/index.ts';
import { outcomeText } from '../../outcome.ts';
import type { StoredEvaluation } from '../../queries/evaluation.ts';
import { reasonsContent } from '../../reasons.ts';
import { unitName } from '../names.ts';
import type { ReadCase } from '../open.ts';
import { Law, statuteNumber } from './law.tsx';
import type { Tell } from './logic.tsx';
import { inputName } from './names.ts';
import { basesIn, type Step, type Story, tablesIn } from './story.ts';
import { Inline } from './value.tsx';
import { toOfficer } from './words.ts';

interface PartProps {
  readonly tell: Tell;
  readonly run: StoredEvaluation;
  readonly story: Story;
  readonly service: Service | undefined;
}

/** The reasons, word for word as a letter about this decision gives them. */
export function Reasons({ tell, run, service, opened }: PartProps & { readonly opened: ReadCase }) {
  const { t } = tell.request;
  // Without the model only what somebody wrote is known word for word.
  if (service === undefined && (run.decided?.reasons ?? '') === '') return null;
  const grounds = service?.definition.grounds ?? [];
  const ground = grounds.find(({ id }) => id === run.decided?.ground) ?? grounds[0];
  const texts = reasonTexts(
    reasonsContent({
      written: run.decided?.reasons ?? null,
      trace: run.trace,
      facts: tell.filling.context,
      // A proposal without reasons has none: that a decision rests on the ground is only true once it is made.
      basis: run.decided === null ? undefined : ground?.basis,
    }),
    tell.filling,
    t,
  );
  const note = run.decided === null ? t('cases.story.proposal') : decidedText(tell, run.decided, opened);
  return (
    <DeskSection
      id="skalen"
      title={t(run.decided === null ? 'cases.story.reasons-proposed' : 'cases.story.reasons')}
      note={note}
    >
      <div class="d-reasons">
        {texts.length === 0 ? <p class="govuk-body">{t('cases.story.no-reasons')}</p> : null}
        {texts.map((text) => (
          <p class="govuk-body">{text}</p>
        ))}
      </div>
      {run.decided?.reasons ? <p class="d-note">{t('cases.story.own-words')}</p> : null}
    </DeskSection>
  );
}

function decidedText(tell: Tell, decided: NonNullable<StoredEvaluation['decided']>, opened: ReadCase): string {
  const { t } = tell.request;
  const by =
    decided.decided_by === 'automated'
      ? t('cases.desk.automated', { delegation: decided.delegation ?? '' })
      : unitName(tell.request, decided.unit ?? opened.view.unit);
  return `${outcomeText(t, decided.outcome)} · ${by} · ${formatDateTime(decided.at, tell.language, { short: true })}`;
}

/** Hit policies that gather what every rule has to say; in the others one rule answers for all. */
const GATHERS = ['RULE ORDER', 'COLLECT', 'OUTPUT ORDER'];

/** What needs a person, first of all: the rules that hit and speak to the officer. */
export function Asks({ tell, story }: PartProps) {
  const { t } = tell.request;
  const asks = story.steps.flatMap(({ number, label, logic }) =>
    tablesIn(logic)
      .filter(({ hitPolicy }) => GATHERS.includes(hitPolicy))
      .flatMap(({ rules }) => rules)
      .flatMap((rule) => {
        const text = rule.hit ? toOfficer(rule, tell.language) : undefined;
        return text === undefined ? [] : [{ number, label, rule, text }];
      }),
  );
  if (asks.length === 0) return null;
  return (
    <DeskSection id="prova" title={t('cases.story.asks')} note={String(asks.length)}>
      <DeskTable
        caption={t('cases.story.asks')}
        columns={[{ text: t('cases.story.what') }, { text: t('cases.desk.law') }]}
        rows={asks.map(({ number, label, rule, text }) => ({
          kind: 'ask',
          cells: [
            <>
              {text}
              <span class="d-note d-note--below">
                <a class="govuk-link" href={`#steg-${number}`}>
                  {t('cases.story.rule-of', { label, number: rule.number })}
                </a>
              </span>
            </>,
            <Law bases={basesIn(rule.annotations['Lagrum'] ?? '')} language={tell.language} cited={tell.cited} />,
          ],
        }))}
      />
    </DeskSection>
  );
}

/** What the rules could not reckon with: for staff only. */
export function Warnings({ tell, run, story }: PartProps) {
  const { t } = tell.request;
  if (run.warnings.length === 0) return null;
  const where = (element: string) => placeOf(element, story, run) ?? element;
  return (
    <DeskSection id="varningar" title={t('cases.story.warnings')} note={String(run.warnings.length)}>
      <p class="d-note">{t('cases.story.warnings-about')}</p>
      <DeskTable
        caption={t('cases.story.warnings')}
        columns={[{ text: t('cases.story.where') }, { text: t('cases.story.what') }]}
        rows={run.warnings.map(({ element, message }) => ({
          kind: 'ask',
          cells: [
            where(element),
            <span lang="en" class="d-feel">
              {message}
            </span>,
          ],
        }))}
      />
    </DeskSection>
  );
}

/** The decision and rule of an element's id, as people call them. */
function placeOf(element: string, { steps }: Story, { trace }: StoredEvaluation): string | undefined {
  for (const entry of trace) {
    const label = steps.find(({ name }) => name === entry.name)?.label ?? entry.name;
    if (entry.id === element) return label;
    const rule = entry.rules.find(({ id }) => id === element);
    if (rule !== undefined) return `${label}, ${rule.number}`;
  }
  return undefined;
}

/** The requirement graph in reading order: what each decision reads, and what it came to. */
export function Overview({ tell, story }: PartProps) {
  const { t } = tell.request;
  if (story.steps.length < 2) return null;
  return (
    <DeskSection id="vagen" title={t('cases.story.way')} note={t('cases.story.steps', { n: story.steps.length })}>
      <ol class="d-way">
        {story.steps.map((step) => (
          <li>
            <a class="govuk-link" href={`#steg-${step.number}`}>
              {step.label}
            </a>
            <strong>{shortOf(step, tell)}</strong>
            {step.reads.length === 0 ? null : (
              <span>
                {t('cases.story.from')}{' '}
                {step.reads
                  .map((read) => ('input' in read ? inputName(read.input, tell) : String(read.step)))
                  .join(', ')}
              </span>
            )}
          </li>
        ))}
      </ol>
    </DeskSection>
  );
}

/** What a step came to, where that is a word or a figure. */
function shortOf({ value }: Step, { language }: Tell) {
  if (value === undefined || isContext(value) || isList(value)) return '';
  return <Inline value={value} language={language} />;
}

/** The facts that the tables saw, and which rules they were. */
export function FactsSeen({ tell, run, story, service }: PartProps) {
  const { t } = tell.request;
  return (
    <>
      {story.facts.length === 0 ? null : (
        <DeskSection id="fakta" title={t('cases.story.facts')} note={String(story.facts.length)}>
          <Dl
            items={story.facts.map(({ label, value }) => ({
              term: tell.labelOf(label),
              value: <Inline value={value ?? null} language={tell.language} />,
            }))}
          />
        </DeskSection>
      )}
      <DeskSection id="regelverket" title={t('cases.story.rules')}>
        <Dl
          items={[
            { term: t('cases.story.version'), value: <code class="d-feel">{run.version.slice(0, 12)}</code> },
            { term: t('cases.story.run'), value: formatDateTime(run.at, tell.language, { short: true }) },
            { term: t('cases.story.step'), value: (service && elementOf(service, run.element)?.name) ?? run.element },
          ]}
        />
      </DeskSection>
    </>
  );
}

/** The provisions that the rules which hit rest on, each with those rules. */
export function Citations({ tell, story }: PartProps) {
  const { t } = tell.request;
  if (story.citations.length === 0) return null;
  return (
    <DeskSection id="lagrum" title={t('cases.story.law')} note={String(story.citations.length)}>
      <ol class="d-law-list">
        {story.citations.map(({ basis, rules }, index) => (
          <li id={`lagrum-${index + 1}`}>
            <strong>{lawText(basis, tell.language)}</strong>
            {statuteNumber(basis) === undefined ? null : ` SFS ${statuteNumber(basis)}`}
            <span class="d-note">
              {rules.map((rule, at) => (
                <>
                  {at === 0 ? '' : ' · '}
                  <a class="govuk-link" href={`#steg-${rule.step}`}>
                    {t('cases.story.rule-of', { label: rule.label, number: rule.number })}
                  </a>
                </>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </DeskSection>
  );
}

/** The other times that the rules were asked in this case. */
export function Runs({ tell, run, caseId }: PartProps & { readonly caseId: string }) {
  const { t, url } = tell.request;
  if (run.runs.length < 2) return null;
  return (
    <DeskSection id="korningar" title={t('cases.story.runs')} note={String(run.runs.length)}>
      <InsetText text={t('cases.story.runs-about')} />
      <ul class="govuk-list">
        {run.runs.map(({ id, at }) => (
          <li>
            {id === run.id ? (
              <strong aria-current="page">{formatDateTime(at, tell.language)}</strong>
            ) : (
              <a class="govuk-link" href={url('desk.rules', { case: caseId, evaluation: id })}>
                {formatDateTime(at, tell.language)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}
