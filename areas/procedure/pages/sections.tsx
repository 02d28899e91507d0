import { type CaseSubject, documentName } from '#areas/cases/index.ts';
import { nonExecutionReportDue } from '#platform/calendar/index.ts';
import {
  ActionGroups,
  type ActionItem,
  Actions,
  DeskSection,
  Details,
  Sheet,
  TimeLine,
} from '#platform/design/index.ts';
import { formatDate, formatDateTime, lawSpaces } from '#platform/text/index.ts';
import type { Request, Section } from '#platform/web/index.ts';
import { ACT_NAMES, type Act, type ActName, basisOf } from '../acts/act.ts';
import { ACT_GROUPS, GROUP_OF } from '../acts/groups.ts';
import { ACTS } from '../acts/table.ts';
import { enforcement } from '../enforce.ts';
import { type Situation, type Standing, settled } from '../situation.ts';
import { waitsOf } from '../unexecuted/in-case.ts';
import { taken } from '../withdrawn.ts';
import { refusalOf } from './act.tsx';
import { HANDED } from './bundle.ts';
import { correctedForParty, correctedOnDesk } from './corrected.tsx';
import { partyLookUp } from './look-up.tsx';
import { mandates } from './mandates.tsx';
import { otherUnit } from './other-unit.tsx';
import { appealsBeforeDecision, appealsOfDecided } from './own-appeals.tsx';
import { refusalText } from './refusal.ts';
import { replacedForParty, replacedOnDesk } from './replaced.tsx';
import { represents } from './represents.tsx';
import { situationSeen, standingSeen } from './seen.ts';
import { untilAppeal } from './until-appeal.tsx';

/** What one can do in a case beside its process, on the officer's page and the party's. */
export const procedureSections: readonly Section<CaseSubject | null>[] = [
  { place: 'desk-case', order: 5, load: onDesk },
  { place: 'desk-case-parties', order: 0, load: mandates },
  { place: 'desk-case-parties', order: 1, load: partyLookUp },
  { place: 'desk-decided', order: 5, load: onDecided },
  { place: 'desk-decision', order: 5, load: correctedOnDesk },
  { place: 'desk-decision', order: 10, load: replacedOnDesk },
  { place: 'citizen-case-replaced', order: 5, load: replacedForParty },
  { place: 'citizen-case-decision', order: 5, load: correctedForParty },
  { place: 'citizen-case-actions', order: 5, load: forParty },
  { place: 'citizen-case-lead', order: 5, load: withdrawn },
  { place: 'citizen-case-lead', order: 4, load: otherUnit },
  { place: 'citizen-case-lead', order: 6, load: appealsBeforeDecision },
  { place: 'citizen-case', order: 30, load: represents },
  { place: 'citizen-case-decision', order: 10, load: untilAppeal },
  { place: 'citizen-case-decision', order: 20, load: appealsOfDecided },
];

/** Why a right is none of this party's, or no longer. */
const NOT_TOLD = ['procedure.refused.regime', 'procedure.refused.decided', 'procedure.refused.not-yours'] as const;

/** What may be done now leads there; what may not stands as text with the rule's reason. */
export function items(
  request: Request,
  s: Situation,
  who: 'staff' | 'citizen',
  names: readonly ActName[] = ACT_NAMES,
): ActionItem[] {
  const { t, url } = request;
  const route = who === 'staff' ? 'desk.act' : 'my-pages.act';
  return names
    .filter((name) => ACTS[name].who === who)
    .flatMap((name) => {
      const act: Act = ACTS[name];
      if (act.beside || act.concerns?.(s) === false) return [];
      const refusal = refusalOf(act, s, request.town);
      const text = t(`procedure.act.${name}.title`);
      // An officer reads the rule, a party what it means.
      const basis = basisOf(act, s);
      const about = who === 'staff' && basis !== '' ? basis : t(act.about?.(s) ?? `procedure.act.${name}.about`);
      if (refusal === null) return [{ text, href: url(route, { case: s.view.id, act: act.path }), about }];
      // A party is told when a right begins or was used, and not of one that the law does not give here, or no longer.
      const gone = NOT_TOLD.some((text) => text === refusal.text);
      const known = who === 'staff' || (name === 'request-decision' && !gone);
      return known ? [{ text, about: refusalText(request, refusal) }] : [];
    });
}

/** FL 36–39 §§: how what has been decided is corrected or changed, where it may be. */
async function onDecided(request: Request, subject: CaseSubject | null) {
  if (subject?.service === undefined) return null;
  const { view, service } = subject;
  const found = items(request, await situationSeen(request, { view, service }), 'staff', [
    'correct-slip',
    'change-decision',
    'take-up',
  ]);
  const possible = found.filter(({ href }) => href !== undefined);
  return possible.length === 0 ? null : <Actions items={possible} />;
}

async function onDesk(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { t } = request;
  const { service, view } = subject;
  const standing = await standingSeen(request, view);
  return (
    <DeskSection id="atgarder" title={t('procedure.section')} note={String(standing.acts.length)}>
      <Done request={request} standing={standing} />
      {service === undefined ? null : <MayDo request={request} situation={{ ...standing, service }} />}
    </DeskSection>
  );
}

/** What has been done, newest first. */
function Done({ request, standing }: { readonly request: Request; readonly standing: Standing }) {
  const { t, url } = request;
  const { view, acts } = standing;
  if (acts.length === 0) return null;
  return (
    <TimeLine
      items={acts.toReversed().map((act) => ({
        at: act.at,
        text: HANDED.includes(act.act) ? (
          <a class="govuk-link" href={url('desk.bundle', { case: view.id, act: act.id })}>
            {t(`procedure.act.${act.act}.done`)}
          </a>
        ) : (
          t(`procedure.act.${act.act}.done`)
        ),
        note: [act.by, said(act.data), toldOfBy(request, standing, act.id)].filter((part) => part !== '').join('. '),
      }))}
    />
  );
}

/** The documents that a communication told of. */
function toldOfBy(request: Request, { toldOf, file }: Standing, act: string): string {
  const ids = toldOf.flatMap((one) => (one.act === act ? [one.document] : []));
  return file.documents.flatMap((one) => (ids.includes(one.id) ? [documentName(request, one)] : [])).join(', ');
}

/** What may be done now, by kind, and what not and why. */
function MayDo({ request, situation }: { readonly request: Request; readonly situation: Situation }) {
  const { t } = request;
  const all = items(request, situation, 'staff');
  const groups = ACT_GROUPS.map((group) => {
    const names = ACT_NAMES.filter((name) => GROUP_OF[name] === group);
    const open = items(request, situation, 'staff', names).filter(({ href }) => href !== undefined);
    return { title: t(`procedure.group.${group}`), items: open };
  });
  return (
    <>
      <Enforceable request={request} situation={situation} />
      <CarryOut request={request} situation={situation} />
      <ActionGroups groups={groups.filter((group) => group.items.length > 0)} />
      <Details summaryText={t('procedure.closed')}>
        <Actions items={all.filter(({ href }) => href === undefined)} />
      </Details>
    </>
  );
}

/** From when the decision may be carried out, and by which rule. */
function Enforceable({ request, situation }: { readonly request: Request; readonly situation: Situation }) {
  const found = enforcement(situation);
  if (found === undefined) return null;
  const { t, language } = request;
  const day = found.day === null ? '' : formatDate(found.day.toString(), language);
  const basis = found.basis === '' ? '' : ` (${lawSpaces(found.basis)})`;
  return <p class="govuk-body-s">{`${t(`procedure.enforce.${found.why}`, { day })}${basis}`}</p>;
}

/** By when a favourable decision must be carried out, where it is reported otherwise. */
function CarryOut({ request, situation }: { readonly request: Request; readonly situation: Situation }) {
  const [wait] = waitsOf(situation);
  if (wait === undefined) return null;
  const { t, url } = request;
  const due = nonExecutionReportDue(wait.since, 1);
  return (
    <p class="govuk-body-s">
      {t(wait.interrupted ? 'procedure.unexecuted.due-again' : 'procedure.unexecuted.due', {
        day: (language) => formatDate(due.toString(), language),
      })}{' '}
      <a class="govuk-link" href={url('desk.unexecuted')}>
        {t('procedure.unexecuted.see')}
      </a>
    </p>
  );
}

/** The words that were written down with an act. */
function said(data: { readonly [name: string]: unknown }): string {
  const texts = [
    'saknas',
    'material',
    'namn',
    'fraga',
    'fel',
    'ratt',
    'bradskande',
    'domstol',
    'malnummer',
    'innebar',
    'omfattning',
    'skal',
  ].flatMap((name) => data[name] ?? []);
  return texts.map(String).join('. ');
}

async function forParty(request: Request, subject: CaseSubject | null) {
  if (subject?.service === undefined) return null;
  const { view, service } = subject;
  const possible = items(request, await situationSeen(request, { view, service }), 'citizen');
  return possible.length === 0 ? null : <Actions items={possible} />;
}

/** That the application is taken back, until the decision to write the case off says so. */
async function withdrawn(request: Request, subject: CaseSubject | null) {
  if (subject === null) return null;
  const { actor, t } = request;
  const situation = await standingSeen(request, subject.view);
  const act = situation.acts.findLast((one) => one.act === 'withdraw');
  if (act === undefined || settled(situation) !== undefined) return null;
  // What an officer has entered was done by the party that it was entered for.
  const who = subject.view.parties.find(({ party }) => party === act.forParty);
  const entered = act.unit !== null && who !== undefined;
  const own = actor.kind === 'citizen' && (entered ? act.forParty === actor.principal : act.byParty === actor.party);
  const whole = taken(situation);
  const next = subject.view.closedAt === null ? 'procedure.withdraw.next' : 'procedure.withdraw.closed';
  const others = whole ? 'procedure.withdraw.done-title-by-other' : 'procedure.withdraw.one-title';
  return (
    <Sheet id="aterkallad" title={t(own ? 'procedure.withdraw.done-title' : others)}>
      <p class="govuk-body">
        {t(act.by === '' ? 'procedure.withdraw.when' : 'procedure.withdraw.when-by', {
          at: (language) => formatDateTime(act.at, language),
          name: entered ? (who.protected && !own ? t('procedure.withdraw.somebody') : who.name) : act.by,
        })}{' '}
        {t(whole ? next : 'procedure.withdraw.one-next')}
      </p>
    </Sheet>
  );
}
