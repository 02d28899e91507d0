import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { isUuid } from '#platform/database/index.ts';
import { Checkboxes, Details, Fieldset, Select, Textarea } from '#platform/design/index.ts';
import type { TextKey } from '#platform/text/index.ts';
import { applies, type Regime } from '#platform/town/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import { hasConflict } from '../conflict.ts';
import type { TypedRow } from '../late/not-taken.tsx';
import { type Handling, keptHandling, proposedHandling } from './handling.ts';

const PRESENTER = 'foredragande';
const PARTICIPANTS = 'medverkande';
const DISSENTER = 'skiljaktig';
const DISSENT = 'avvikande';
const DISSENT_LIMIT = 4000;
/** Chosen instead of a person. */
const NOBODY = 'ingen';

/** The case that is decided: whose staff can be named. */
interface Case {
  readonly id: string;
  readonly board: string;
}

interface Colleague {
  readonly party: string;
  readonly name: string;
}

/** What the form asks with: who can be named, and what stands in it. */
export interface AskedHandling {
  readonly colleagues: readonly Colleague[];
  readonly handling: Handling;
}

/** What is wrong: which field, and why. */
export interface WrongHandling {
  readonly field: string;
  readonly text: TextKey;
}

/** What to ask with: as it was sent, or as the history of the case proposes. */
export async function askHandling(request: Request, about: Case): Promise<AskedHandling> {
  const { db, actor } = request;
  const proposed = await proposedHandling({ db, caseId: about.id, actor });
  const handling = sent(request) ?? proposed;
  const named = [proposed, handling].flatMap(({ presenter, participants }) =>
    [presenter ?? [], ...participants].flat(),
  );
  const colleagues = await colleaguesOf(request, about, named);
  return { colleagues, handling };
}

/** Staff of the board who may be named, and those of the history, by name: not the decider, a party or who has a conflict. */
async function colleaguesOf(
  { db, actor, town }: Request,
  { id, board }: Case,
  named: readonly string[],
): Promise<readonly Colleague[]> {
  const units = town.units.flatMap((unit) => (unit.board === board ? [unit.id] : []));
  const roles = town.roles.flatMap((role) => (role.may.includes('work') ? [role.id] : []));
  const { rows } = await sql<Colleague>`select p.id as party, p.name from identity.party p
    where (exists (select from access.assignment a where a.party = p.id and a.ended_at is null
        and a.unit = any(${units}::text[]) and a.roles && ${roles}::text[])
      or p.id = any(${named.filter(isUuid)}::uuid[]) and exists (select from access.assignment a where a.party = p.id))
      and p.id is distinct from ${ownOf(actor)}::uuid
      and not exists (select from cases.party_role r where r.case_id = ${id} and r.party_id = p.id)
      and not ${hasConflict(sql`${id}::uuid`, sql`p.id`)}
    order by p.name collate "sv-x-icu", p.id`.execute(db);
  return rows;
}

const ownOf = (actor: Actor) => (actor.kind === 'staff' ? actor.party : null);

/** What was sent; undefined when the form did not ask. */
function sent({ fields }: Pick<Request, 'fields'>): Handling | undefined {
  if (fields[PRESENTER] === undefined) return undefined;
  const chosen = field(fields, PRESENTER, 36);
  const presenter = chosen === NOBODY || chosen === '' ? null : chosen;
  // Who presented it took part by that.
  const participants = [...new Set(fields[PARTICIPANTS] ?? [])].filter((one) => one !== presenter);
  const [by, words] = [field(fields, DISSENTER, 36), field(fields, DISSENT, DISSENT_LIMIT + 1).trim()];
  const dissent = words === '' && (by === NOBODY || by === '') ? null : { by, words };
  return { presenter, participants, dissent };
}

/** What was chosen about who handled the case, by name, where a form asked and nothing came of it. */
export async function handlingTyped(request: Request, about: Case): Promise<readonly TypedRow[]> {
  if (sent(request) === undefined) return [];
  const { t } = request;
  const { colleagues, handling } = await askHandling(request, about);
  const named = (party: string | null) => colleagues.find((one) => one.party === party)?.name ?? [];
  return [
    { label: t('cases.handling.presenter'), value: [named(handling.presenter)].flat().join('') },
    { label: t('cases.handling.participants'), value: handling.participants.flatMap(named).join(', ') },
    { label: t('cases.handling.dissent'), value: handling.dissent?.words ?? '' },
  ];
}

/** Whether what was sent about it is what the actor has said before, or nothing was asked: a second press says the same. */
export async function keptAsSent(request: Request, caseId: string): Promise<boolean> {
  const said = sent(request);
  if (said === undefined) return true;
  const kept = await keptHandling({ db: request.db, caseId, actor: request.actor });
  const all = ({ presenter, participants, dissent }: Handling) =>
    [presenter, ...participants.toSorted(), dissent?.by, dissent?.words].join(' ');
  return kept !== undefined && all(kept) === all(said);
}

/** What was sent about who handled the case, or what is wrong with it; null when the form did not ask. */
export async function readHandling(request: Request, caseId: string): Promise<Handling | WrongHandling | null> {
  const handling = sent(request);
  if (handling === undefined) return null;
  const wrong = handling.presenter === null ? null : await wrongIn(request, caseId, [handling.presenter]);
  if (wrong !== null) return { field: PRESENTER, text: wrong };
  const other = await wrongIn(request, caseId, handling.participants);
  return other === null ? (dissentWrong(handling) ?? handling) : { field: PARTICIPANTS, text: other };
}

/** FL 30 §: a dissent is of somebody who presented or took part, and says what. */
function dissentWrong({ presenter, participants, dissent }: Handling): WrongHandling | null {
  if (dissent === null) return null;
  if (dissent.by !== presenter && !participants.includes(dissent.by))
    return { field: DISSENTER, text: 'cases.handling.stranger' };
  if (dissent.words === '') return { field: DISSENT, text: 'cases.handling.wordless' };
  return dissent.words.length > DISSENT_LIMIT ? { field: DISSENT, text: 'cases.handling.long' } : null;
}

/** Why one of those cannot be named; null when all can. Staff are who has an assignment, or had one and did a task of the case. */
async function wrongIn({ db, actor }: Request, caseId: string, parties: readonly string[]): Promise<TextKey | null> {
  if (parties.length === 0) return null;
  if (parties.some((party) => party === ownOf(actor))) return 'cases.handling.self';
  if (!parties.every(isUuid)) return 'cases.handling.not-staff';
  const { rows } = await sql<{ party: boolean; conflict: boolean }>`select
      exists (select from cases.party_role r where r.case_id = ${caseId} and r.party_id = p.id) as party,
      ${hasConflict(sql`${caseId}::uuid`, sql`p.id`)} as conflict
    from identity.party p where p.id = any(${[...parties]}::uuid[])
      and exists (select from access.assignment a where a.party = p.id and (a.ended_at is null
        or exists (select from runtime.task_end e where e.business_key = ${caseId} and e.by_party = p.id)))`.execute(
    db,
  );
  const [party, conflict] = [rows.some((one) => one.party), rows.some((one) => one.conflict)];
  if (party || conflict) {
    const kl = !(await hasFl(db, caseId, 16));
    if (party) return kl ? 'cases.handling.party-kl' : 'cases.handling.party';
    return kl ? 'cases.handling.conflict-kl' : 'cases.handling.conflict';
  }
  return rows.length < parties.length ? 'cases.handling.not-staff' : null;
}

/** Whether a ground of the case has a section of Förvaltningslagen; of a case whose grounds are not known the main rule. */
async function hasFl(db: Request['db'], caseId: string, section: number): Promise<boolean> {
  const { rows } = await sql<{ regime: Regime }>`select g.value as regime
    from cases.case c, jsonb_each_text(c.grounds) g where c.id = ${caseId}::uuid`.execute(db);
  return rows.length === 0 || rows.some(({ regime }) => applies(regime, section));
}

interface HandlingFieldsProps {
  readonly request: Request;
  readonly asked: AskedHandling;
  /** What is wrong in them, in words. */
  readonly mends: readonly { readonly field: string; readonly text: string }[];
}

/** One group of fields: who presented the case, and who else took part. Those whom its history proposes are chosen. */
export function HandlingFields({ request, asked, mends }: HandlingFieldsProps) {
  const { t } = request;
  const { colleagues, handling } = asked;
  const says = (name: string) => {
    const mend = mends.find(({ field }) => field === name);
    return mend === undefined ? {} : { errorMessage: { text: mend.text } };
  };
  const took = ({ party }: Colleague) => handling.participants.includes(party);
  const [chosen, others] = [colleagues.filter(took), colleagues.filter((one) => !took(one))];
  return (
    <Fieldset legend={{ text: t('cases.handling.title'), classes: 'govuk-fieldset__legend--s' }}>
      <p class="govuk-hint">{t('cases.handling.about')}</p>
      <Select
        id={PRESENTER}
        name={PRESENTER}
        label={{ text: t('cases.handling.presenter') }}
        items={[
          { value: NOBODY, text: t('cases.handling.nobody') },
          ...colleagues.map(({ party, name }) => ({
            value: party,
            text: name,
            selected: party === handling.presenter,
          })),
        ]}
        {...says(PRESENTER)}
      />
      <Participants request={request} colleagues={chosen} checked says={says(PARTICIPANTS)} />
      {others.length === 0 ? null : (
        <Details summaryText={t('cases.handling.more')}>
          <Participants request={request} colleagues={others} checked={false} says={{}} />
        </Details>
      )}
      <Dissent request={request} asked={asked} says={says} />
    </Fieldset>
  );
}

interface DissentProps extends Pick<HandlingFieldsProps, 'request' | 'asked'> {
  says(name: string): { readonly errorMessage?: { readonly text: string } };
}

/** FL 30 §: out of the way, and open when something stands in it. */
function Dissent({ request, asked: { colleagues, handling }, says }: DissentProps) {
  const { t } = request;
  if (colleagues.length === 0) return null;
  const { dissent } = handling;
  return (
    <Details summaryText={t('cases.handling.dissent')} open={dissent !== null}>
      <Select
        id={DISSENTER}
        name={DISSENTER}
        label={{ text: t('cases.handling.dissenter') }}
        items={[
          { value: NOBODY, text: t('cases.handling.no-dissent') },
          ...colleagues.map(({ party, name }) => ({ value: party, text: name, selected: party === dissent?.by })),
        ]}
        {...says(DISSENTER)}
      />
      <Textarea
        id={DISSENT}
        name={DISSENT}
        label={{ text: t('cases.handling.dissent-words') }}
        hint={{ text: t('cases.handling.dissent-hint') }}
        rows={3}
        value={dissent?.words ?? ''}
        {...says(DISSENT)}
      />
    </Details>
  );
}

interface ParticipantsProps {
  readonly request: Request;
  readonly colleagues: readonly Colleague[];
  readonly checked: boolean;
  readonly says: { readonly errorMessage?: { readonly text: string } };
}

function Participants({ request, colleagues, checked, says }: ParticipantsProps) {
  const { t } = request;
  if (colleagues.length === 0 && says.errorMessage === undefined)
    return checked ? <p class="govuk-body-s">{t('cases.handling.no-others')}</p> : null;
  return (
    <Checkboxes
      idPrefix={checked ? PARTICIPANTS : `${PARTICIPANTS}-fler`}
      name={PARTICIPANTS}
      classes="govuk-checkboxes--small"
      fieldset={{ legend: { text: t('cases.handling.participants') } }}
      items={colleagues.map(({ party, name }) => ({ value: party, text: name, checked }))}
      {...says}
    />
  );
}
