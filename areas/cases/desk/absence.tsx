import { sql } from 'kysely';
import type { PartyId } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { type Db, isUuid, transaction } from '#platform/database/index.ts';
import {
  Button,
  DeskPage,
  DeskSection,
  DeskTable,
  DeskTitle,
  ErrorSummary,
  Input,
  LinkButton,
  Select,
} from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDate } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { type Absence, absencesOf, addAbsence, endAbsence, overlaps } from '../queries/absence.ts';
import { colleaguesOf, type Staff } from './list/colleagues.ts';

type Field = 'vem' | 'ersattare' | 'fran' | 'till';
type Fault = { readonly field: Field; readonly text: string };
type Typed = { readonly [name in Field]: string };

function staffOf({ actor }: Request): Staff {
  if (actor.kind !== 'staff') throw new NotFound('no member of staff');
  return actor;
}

const today = ({ now }: Pick<Request, 'now'>) => legalDay(Temporal.Instant.from(now)).toString();

/** Who in the unit is away and who stands in, now and later; and a form for one more. */
export async function absencePage(request: Request): Promise<Answer> {
  return show(request, [], { vem: staffOf(request).party, ersattare: '', fran: today(request), till: '' });
}

async function show(request: Request, faults: readonly Fault[], typed: Typed): Promise<Answer> {
  const { t, db, town } = request;
  const { unit } = staffOf(request);
  const [absences, staff] = [await absencesOf(db, unit, today(request)), await colleaguesOf(db, town, unit)];
  return {
    kind: 'page',
    status: faults.length > 0 ? 422 : 200,
    frame: 'desk',
    title: t('cases.absence.title'),
    navigation: 'desk',
    islands: ['desk-keys.js'],
    body: (
      <DeskPage>
        {faults.length === 0 ? null : (
          <ErrorSummary
            titleText={t('cases.absence.problem')}
            errorList={faults.map((fault) => ({ text: fault.text, href: `#${fault.field}` }))}
          />
        )}
        <DeskTitle title={t('cases.absence.title')}>{t('cases.absence.about')}</DeskTitle>
        {absences.length === 0 ? (
          <p class="govuk-body">{t('cases.absence.none')}</p>
        ) : (
          <Absences request={request} absences={absences} />
        )}
        <AbsenceForm request={request} staff={staff} faults={faults} typed={typed} />
      </DeskPage>
    ),
  };
}

function Absences({ request, absences }: { readonly request: Request; readonly absences: readonly Absence[] }) {
  const { t, url, csrf, language } = request;
  const day = (date: Temporal.PlainDate) => formatDate(date.toString(), language, { short: true, year: true });
  return (
    <DeskTable
      caption={t('cases.absence.title')}
      columns={[
        { text: t('cases.absence.who') },
        { text: t('cases.absence.days') },
        { text: t('cases.absence.substitute') },
        { text: t('cases.absence.end'), hidden: true },
      ]}
      rows={absences.map((absence) => ({
        cells: [
          absence.name,
          absence.to === null
            ? t('cases.absence.from-on', { from: day(absence.from) })
            : t('cases.absence.from-to', { from: day(absence.from), to: day(absence.to) }),
          absence.substituteName,
          <form method="post" action={url('desk.absence')}>
            <input type="hidden" name="_csrf" value={csrf} />
            <input type="hidden" name="avsluta" value={absence.id} />
            <LinkButton about={absence.name}>{t('cases.absence.end')}</LinkButton>
          </form>,
        ],
      }))}
    />
  );
}

interface FormProps {
  readonly request: Request;
  readonly staff: readonly Staff[];
  readonly faults: readonly Fault[];
  readonly typed: Typed;
}

function AbsenceForm({ request, staff, faults, typed }: FormProps) {
  const { t, url, csrf } = request;
  const people = staff.map(({ party, name }) => ({ value: party, text: name }));
  const fault = (name: Field) => {
    const found = faults.find((each) => each.field === name);
    return found === undefined ? {} : { errorMessage: { text: found.text } };
  };
  return (
    <DeskSection id="ny" title={t('cases.absence.new')}>
      <form class="d-write" method="post" action={url('desk.absence')} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Select
          id="vem"
          name="vem"
          label={{ text: t('cases.absence.who') }}
          items={people.map((one) => ({ ...one, selected: one.value === typed.vem }))}
          {...fault('vem')}
        />
        <Select
          id="ersattare"
          name="ersattare"
          label={{ text: t('cases.absence.substitute') }}
          hint={{ text: t('cases.absence.substitute-hint') }}
          items={[{ value: '', text: t('cases.absence.choose') }, ...people].map((one) => ({
            ...one,
            selected: one.value === typed.ersattare,
          }))}
          {...fault('ersattare')}
        />
        <Input
          id="fran"
          name="fran"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: t('cases.absence.first-day') }}
          value={typed.fran}
          {...fault('fran')}
        />
        <Input
          id="till"
          name="till"
          type="date"
          classes="govuk-input--width-10"
          label={{ text: t('cases.absence.last-day') }}
          hint={{ text: t('cases.absence.last-day-hint') }}
          value={typed.till}
          {...fault('till')}
        />
        <Button text={t('cases.absence.do')} preventDoubleClick />
      </form>
    </DeskSection>
  );
}

function dateOf(text: string): string | undefined {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text)
      ? Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
      : undefined;
  } catch {
    return undefined;
  }
}

/** Writes an absence down, or ends one. */
export async function doAbsence(request: Request): Promise<Answer> {
  const { db, fields, url, now } = request;
  const actor = staffOf(request);
  const done: Answer = { kind: 'redirect', to: url('desk.absence') };
  const ended = field(fields, 'avsluta', 36);
  if (ended !== '') {
    if (isUuid(ended))
      await transaction(db, (tx) => endAbsence(tx, { id: ended, unit: actor.unit, by: actor.party, at: now }));
    return done;
  }
  const typed: Typed = {
    vem: field(fields, 'vem', 36),
    ersattare: field(fields, 'ersattare', 36),
    fran: field(fields, 'fran', 10),
    till: field(fields, 'till', 10),
  };
  const faults = await transaction(db, (tx) => add(tx, request, actor, typed));
  return faults.length > 0 ? show(request, faults, typed) : done;
}

async function add(tx: Db, request: Request, actor: Staff, typed: Typed): Promise<readonly Fault[]> {
  const { t, town, now } = request;
  const staff = await colleaguesOf(tx, town, actor.unit);
  const member = (id: string) => staff.find(({ party }) => party === id)?.party;
  const [party, substitute, from, to] = [
    member(typed.vem),
    member(typed.ersattare),
    dateOf(typed.fran),
    dateOf(typed.till),
  ];
  const faults: Fault[] = [
    ...(party === undefined ? [{ field: 'vem', text: t('cases.absence.fault.who') } as const] : []),
    ...(substitute === undefined ? [{ field: 'ersattare', text: t('cases.absence.fault.substitute') } as const] : []),
    ...(substitute !== undefined && substitute === party
      ? [{ field: 'ersattare', text: t('cases.absence.fault.same') } as const]
      : []),
    ...(from === undefined ? [{ field: 'fran', text: t('cases.absence.fault.day') } as const] : []),
    ...(typed.till !== '' && to === undefined ? [{ field: 'till', text: t('cases.absence.fault.day') } as const] : []),
    ...(from !== undefined && to !== undefined && to < from
      ? [{ field: 'till', text: t('cases.absence.fault.order') } as const]
      : []),
  ];
  if (faults.length > 0 || party === undefined || substitute === undefined || from === undefined) return faults;
  await lock(tx, party);
  const absence = { unit: actor.unit, party, substitute, from, to: to ?? null, by: actor.party, at: now };
  if (await overlaps(tx, absence)) return [{ field: 'fran', text: t('cases.absence.fault.overlaps') }];
  await addAbsence(tx, absence);
  return [];
}

/** Two who write down the same person's absence at once do it one after the other. */
async function lock(tx: Db, party: PartyId): Promise<void> {
  await sql`select from identity.party where id = ${party} for no key update`.execute(tx);
}
