import { Faults } from './faults.ts';
import { readPayments } from './payments.ts';
import { checkTheme } from './theme.ts';
import {
  ASSIGN,
  type Board,
  type Delegation,
  type LifeEvent,
  MINORITY_LANGUAGES,
  OUTCOMES,
  type Provider,
  type Role,
  SEPARATE_DECISIONS,
  type Town,
  type Unit,
} from './types.ts';
import { type Fields, rootFields } from './yaml/fields.ts';
import { parseYaml } from './yaml/parse.ts';

/** What town.yaml itself says; rates, registers, listings and guides come from their own files. */
export type TownFile = Omit<Town, 'folder' | 'rates' | 'registers' | 'listings' | 'guides' | 'provisions'>;

const MAY = [
  'work',
  'decide',
  'registry',
  'archive',
  'operate',
  'protected',
  'mail',
  'clock',
  'check-log',
  'services',
  'lead',
  'extract',
] as const;

/** Reads town.yaml: the municipality, its boards and units, roles, delegation, sign-in, words and look. */
export function readTownFile(text: string): { readonly value?: TownFile; readonly faults: Faults } {
  const faults = new Faults('town.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const boards = root.entries('boards').map(({ id, fields }) => readBoard(id, fields));
  const units = root.entries('units').map(({ id, fields }) => readUnit(id, fields, boards));
  const roles = root.entries('roles').map(({ id, fields }) => readRole(id, fields));
  const mark = root.maybeText('mark');
  const exampleClock = readClock(root);
  const payments = root.maybeMap('payments');
  const value: TownFile = {
    id: root.text('id'),
    name: root.text('name'),
    title: root.bilingual('title'),
    code: root.text('code'),
    languages: root.texts('languages'),
    minorityLanguages: root.words('minority-languages', MINORITY_LANGUAGES),
    boards,
    units,
    roles,
    delegations: root.maps('delegations').map((fields) => readDelegation(fields, boards, roles)),
    providers: root.maps('providers').map(readProvider),
    lifeEvents: root.maps('life-events').map(readLifeEvent),
    contact: readContact(root.map('contact')),
    theme: readTheme(root),
    popular: root.maps('popular').map((fields) => {
      const entry = { text: fields.bilingual('text'), service: fields.text('service') };
      fields.end();
      return entry;
    }),
    news: root.maps('news').map((fields) => {
      const entry = { date: fields.date('date'), text: fields.bilingual('text') };
      fields.end();
      return entry;
    }),
    calendar: readCalendar(root.maybeMap('calendar')),
    ...(mark === undefined ? {} : { mark }),
    ...(payments === undefined ? {} : { payments: readPayments(payments) }),
    ...(exampleClock === undefined ? {} : { exampleClock }),
  };
  root.end();
  return faults.failed ? { faults } : { value, faults };
}

function readBoard(id: string, fields: Fields): Board {
  const board: Board = {
    id,
    prefix: fields.text('prefix'),
    title: fields.bilingual('title'),
    showsStaffAs: fields.maybeOneOf('shows-staff-as', ['unit-and-role', 'name']) ?? 'unit-and-role',
  };
  fields.end();
  return board;
}

function readUnit(id: string, fields: Fields, boards: readonly Board[]): Unit {
  const phone = fields.maybeText('phone');
  const email = fields.maybeText('email');
  const hours = fields.maybeBilingual('hours');
  const assign = fields.keys().includes('assign') ? fields.words('assign', ASSIGN) : undefined;
  const unit: Unit = {
    id,
    board: fields.text('board'),
    title: fields.bilingual('title'),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(hours === undefined ? {} : { hours }),
    ...(assign === undefined ? {} : { assign }),
  };
  fields.end();
  mustExist(fields, 'board', unit.board, boards, { sv: 'Nämnden', en: 'board' });
  return unit;
}

function readRole(id: string, fields: Fields): Role {
  const role: Role = { id, title: fields.bilingual('title'), may: fields.words('may', MAY) };
  fields.end();
  return role;
}

function readDelegation(fields: Fields, boards: readonly Board[], roles: readonly Role[]): Delegation {
  const to = fields.maybeDate('to');
  const grounds = fields.keys().includes('grounds') ? fields.texts('grounds') : undefined;
  const outcomes = fields.keys().includes('outcomes') ? fields.words('outcomes', OUTCOMES) : undefined;
  const separate = fields.keys().includes('separate') ? fields.words('separate', SEPARATE_DECISIONS) : undefined;
  const delegation: Delegation = {
    id: fields.text('id'),
    board: fields.text('board'),
    matter: fields.bilingual('matter'),
    delegate: fields.text('delegate'),
    ...(grounds === undefined ? {} : { grounds }),
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(separate === undefined ? {} : { separate }),
    basis: fields.text('basis'),
    from: fields.date('from'),
    ...(to === undefined ? {} : { to }),
    reported: fields.flag('reported', true),
  };
  fields.end();
  mustExist(fields, 'board', delegation.board, boards, { sv: 'Nämnden', en: 'board' });
  if (delegation.delegate !== 'automated' && delegation.delegate !== 'chair') {
    mustExist(fields, 'delegate', delegation.delegate, roles, { sv: 'Rollen', en: 'role' });
  }
  if (delegation.delegate === 'chair' && !delegation.reported) {
    fields.faults.error(
      fields.where('reported'),
      'chair-unreported',
      {
        sv: 'Ordförandens brådskande beslut ska anmälas vid nästa sammanträde (KL 6 kap. 40 § andra stycket).',
        en: 'Urgent decisions of the chair shall be reported at the next meeting (KL 6:40, second paragraph).',
      },
      { sv: 'Ta bort reported: false.', en: 'Take reported: false away.' },
    );
  }
  return delegation;
}

function readProvider(fields: Fields): Provider {
  const issuer = fields.maybeText('issuer');
  const builtIn = fields.maybeOneOf('built-in', ['test-eid']);
  const clientId = fields.maybeText('client-id');
  const provider: Provider = {
    id: fields.text('id'),
    title: fields.bilingual('title'),
    protocol: fields.oneOf('protocol', ['oidc']),
    loa: fields.texts('loa'),
    for: fields.words('for', ['person', 'staff', 'foreign']),
    order: fields.wholeNumber('order'),
    ...(issuer === undefined ? {} : { issuer }),
    ...(builtIn === undefined ? {} : { builtIn }),
    ...(clientId === undefined ? {} : { clientId }),
  };
  fields.end();
  if (issuer === undefined && builtIn === undefined) fields.text('issuer');
  return provider;
}

function readLifeEvent(fields: Fields): LifeEvent {
  const event: LifeEvent = {
    id: fields.text('id'),
    title: fields.bilingual('title'),
    about: fields.bilingual('about'),
  };
  fields.end();
  return event;
}

function readContact(fields: Fields): Town['contact'] {
  const number = fields.maybeText('organisation-number');
  const forwarding = fields.keys().includes('forwarding') ? fields.texts('forwarding') : undefined;
  const contact = {
    phone: fields.text('phone'),
    email: fields.text('email'),
    address: fields.text('address'),
    hours: fields.bilingual('hours'),
    ...(number === undefined ? {} : { number }),
    ...(forwarding === undefined ? {} : { forwarding }),
  };
  fields.end();
  return contact;
}

function readTheme(root: Fields): Town['theme'] {
  const fields = root.map('theme');
  const theme: { [token: string]: string } = {};
  for (const token of ['primary', 'primary-deep', 'accent', 'font']) {
    const value = fields.maybeText(token);
    if (value !== undefined) theme[token] = value;
  }
  fields.end();
  checkTheme(theme, fields.at, root.faults);
  return theme;
}

function readCalendar(fields: Fields | undefined): Town['calendar'] {
  if (fields === undefined) return { zone: 'Europe/Stockholm', closed: [] };
  const calendar = { zone: fields.text('zone'), closed: fields.texts('closed') };
  fields.end();
  return calendar;
}

function readClock(root: Fields): string | undefined {
  const clock = root.maybeText('example-clock');
  if (clock === undefined) return undefined;
  try {
    return Temporal.Instant.from(clock).toString();
  } catch {
    root.faults.error(
      root.where('example-clock'),
      'wrong-value',
      { sv: '"example-clock" ska vara en tidpunkt.', en: '"example-clock" must be an instant.' },
      { sv: 'Skriv den som 2026-02-03T08:00:00+01:00.', en: 'Write it like 2026-02-03T08:00:00+01:00.' },
    );
    return undefined;
  }
}

function mustExist(
  fields: Fields,
  key: string,
  id: string,
  known: readonly { readonly id: string }[],
  what: { sv: string; en: string },
): void {
  if (id === '' || known.some((entry) => entry.id === id)) return;
  fields.faults.error(
    fields.where(key),
    'unknown-reference',
    { sv: `${what.sv} "${id}" finns inte.`, en: `There is no ${what.en} "${id}".` },
    {
      sv: `Välj bland ${known.map((entry) => entry.id).join(', ')}.`,
      en: `Choose among ${known.map((entry) => entry.id).join(', ')}.`,
    },
  );
}
