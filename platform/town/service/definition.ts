import { type At, anyOf, Faults } from '../faults.ts';
import {
  APPLICANTS,
  type Fee,
  FORM_FACTS,
  type Ground,
  OUTCOMES,
  RETENTION_LAWS,
  RETENTION_STARTS,
  type Retention,
  type RetentionRule,
  type ServiceDefinition,
  type Town,
} from '../types.ts';
import { type Fields, rootFields } from '../yaml/fields.ts';
import { parseYaml } from '../yaml/parse.ts';
import { readContact, readOnPaper } from './contact.ts';
import { readSignature } from './signature.ts';
import { readStartPage } from './start-page.ts';

const REGIMES = ['forvaltningsbesvar', 'laglighetsprovning', 'laglighetsprovning-social', 'none'] as const;
const AUDIENCE = ['person', 'company', 'association', 'staff'] as const;
/** `YYYY-MM-DD` or a part of it never starts an id. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** service.yaml as read: the definition, and where its grounds and steps stand for the checks that come after. */
export interface DefinitionFile {
  readonly definition: ServiceDefinition;
  readonly places: {
    readonly grounds: ReadonlyMap<string, At>;
    readonly ratesDate: At;
    readonly fee: At;
    readonly staffFields: At;
    readonly contact: At;
    readonly onPaper: At;
    readonly subject: At;
    readonly law: At;
    /** Where each rule of `retention.outcome` says when its documents go. */
    readonly retention: ReadonlyMap<string, At>;
  };
}

/** Reads service.yaml (service-folder.md). `id` is the folder's name: the two must be the same. */
export function readDefinition(
  text: string,
  town: Town,
  id: string | undefined,
): { readonly value?: DefinitionFile; readonly faults: Faults } {
  const faults = new Faults('service.yaml');
  const root = rootFields(parseYaml(text, faults), faults);
  if (root === undefined) return { faults };
  const law = root.map('law');
  const grounds = law.maps('grounds').map((fields) => ({ ground: readGround(fields), at: fields.at }));
  law.end();
  const own = root.text('id');
  if (own !== '' && (!ID.test(own) || (id !== undefined && own !== id))) wrongId(root, own, id);
  const whatHappens = root.maybeLists('what-happens');
  const emergency = root.maybeBilingual('emergency');
  const ratesDate = root.maybeText('rates-date');
  const page = root.maybeMap('page');
  const signIn = root.oneOf('sign-in', ['required', 'optional', 'none']);
  const signature = root.maybeMap('signature');
  const fee = root.maybeMap('fee');
  const staffFields = root.maybeMap('staff-fields');
  const contact = root.maybeMap('contact');
  const onPaper = root.maybeMap('on-paper');
  const subject = root.maybeText('subject');
  const retention = readRetention(root.map('retention'));
  const definition: ServiceDefinition = {
    id: own,
    title: root.bilingual('title'),
    summary: root.bilingual('summary'),
    audience: root.words('audience', AUDIENCE),
    lifeEvents: known(root, 'life-events', town.lifeEvents, { sv: 'Livshändelsen', en: 'life event' }),
    keywords: root.texts('keywords'),
    owner: readOwner(root.map('owner'), town),
    signIn,
    assurance: root.maybeOneOf('assurance', ['loa2', 'loa3', 'loa4']) ?? 'loa3',
    anonymous: root.flag('anonymous', false),
    whoMayApply: root.words('who-may-apply', APPLICANTS),
    grounds: grounds.map((entry) => entry.ground),
    secrecy: root.texts('secrecy'),
    register: root.oneOf('register', ['diarium', 'akt', 'none']),
    promise: readPromise(root.maybeMap('promise')),
    cost: readCost(root.map('cost')),
    beforeYouStart: root.maybeLists('before-you-start') ?? { sv: [] },
    otherWays: root.bilingual('other-ways'),
    facts: root.words('facts', FORM_FACTS),
    steps: readSteps(root.maybeMap('steps')),
    retention: retention.rules,
    ...(ratesDate === undefined ? {} : { ratesDate }),
    ...(whatHappens === undefined ? {} : { whatHappens }),
    ...(emergency === undefined ? {} : { emergency }),
    ...(fee === undefined ? {} : { fee: readFee(fee) }),
    ...(page === undefined ? {} : { page: readStartPage(page) }),
    ...(staffFields === undefined ? {} : { staffFields: readStaffFields(staffFields, town) }),
    ...(contact === undefined ? {} : { contact: readContact(contact) }),
    ...(onPaper === undefined ? {} : { onPaper: readOnPaper(onPaper) }),
    ...(subject === undefined ? {} : { subject }),
    ...(signature === undefined ? {} : { signature: readSignature(signature, signIn) }),
  };
  readFeedback(root.maybeMap('feedback'));
  const places = {
    grounds: new Map(grounds.map(({ ground, at }) => [ground.id, at])),
    ratesDate: root.where('rates-date'),
    fee: root.where('fee'),
    staffFields: root.where('staff-fields'),
    contact: root.where('contact'),
    onPaper: root.where('on-paper'),
    subject: root.where('subject'),
    law: root.where('law'),
    retention: retention.places,
  };
  root.end();
  // A reference to what the town no longer has is a fault, but the definition can still be read.
  const unreadable = faults.list.some((fault) => fault.severity !== 'warning' && fault.code !== 'unknown-reference');
  return unreadable ? { faults } : { value: { definition, places }, faults };
}

function wrongId(root: Fields, own: string, id: string | undefined): void {
  root.faults.error(
    root.where('id'),
    'service-id',
    {
      sv: `Tjänstens id är "${own}" men mappen heter "${id ?? own}".`,
      en: `The service’s id is "${own}" but the folder is called "${id ?? own}".`,
    },
    {
      sv: 'Mappen och id ska vara samma: små bokstäver a–z, siffror och bindestreck.',
      en: 'Folder and id must be the same: lower-case a–z, digits and hyphens.',
    },
  );
}

function readGround(fields: Fields): Ground {
  const appealTo = fields.maybeText('appeal-to');
  const inForce = fields.maybeOneOf('in-force', ['at-once', 'when-final']);
  const automated = fields.maybeMap('automated-decision');
  const unexecuted = fields.maybeOneOf('unexecuted', ['reported']);
  const kind = fields.maybeBilingual('kind');
  const matter = fields.maybeOneOf('matter', ['procurement', 'choice-system']);
  const ground: Ground = {
    id: fields.text('id'),
    basis: fields.texts('basis'),
    regime: fields.oneOf('regime', REGIMES),
    ...(appealTo === undefined ? {} : { appealTo }),
    ...(inForce === undefined ? {} : { inForce }),
    ...(unexecuted === undefined ? {} : { unexecuted }),
    ...(kind === undefined ? {} : { kind }),
    ...(matter === undefined ? {} : { matter }),
    ...(automated === undefined
      ? {}
      : { automated: { outcomes: automated.words('outcomes', OUTCOMES), delegation: automated.text('delegation') } }),
  };
  automated?.end();
  fields.end();
  if (ground.basis.length === 0) fields.text('basis');
  if (ground.regime !== 'none' && appealTo === undefined) fields.text('appeal-to');
  return ground;
}

/** The roles that may change staff fields: of the town, and such as work cases. */
function readStaffFields(fields: Fields, town: Town): { readonly edit: readonly string[] } {
  const working = town.roles.filter(({ may }) => may.includes('work'));
  const edit = known(fields, 'edit', working, { sv: 'Rollen', en: 'role' });
  if (edit.length === 0) fields.text('edit');
  fields.end();
  return { edit };
}

function readOwner(fields: Fields, town: Town): ServiceDefinition['owner'] {
  const owner = { board: fields.text('board'), unit: fields.text('unit') };
  fields.end();
  const unit = town.units.find((candidate) => candidate.id === owner.unit);
  if (owner.unit !== '' && (unit === undefined || unit.board !== owner.board)) {
    const names = anyOf(town.units.filter((one) => one.board === owner.board).map((one) => one.id));
    fields.faults.error(
      fields.where('unit'),
      'unknown-reference',
      {
        sv: `Enheten "${owner.unit}" finns inte under nämnden "${owner.board}".`,
        en: `There is no unit "${owner.unit}" under the board "${owner.board}".`,
      },
      {
        sv: `Välj bland ${names.sv || 'enheterna i town.yaml'}.`,
        en: `Choose among ${names.en || 'the units of town.yaml'}.`,
      },
    );
  }
  return owner;
}

function readPromise(fields: Fields | undefined): ServiceDefinition['promise'] {
  if (fields === undefined) return {};
  const decisionWithin = fields.maybeDuration('decision-within');
  const usually = fields.maybeDuration('usually');
  const text = fields.maybeBilingual('text');
  fields.end();
  return {
    ...(decisionWithin === undefined ? {} : { decisionWithin }),
    ...(usually === undefined ? {} : { usually }),
    ...(text === undefined ? {} : { text }),
  };
}

function readCost(fields: Fields): ServiceDefinition['cost'] {
  const cost = { text: fields.bilingual('text') };
  fields.end();
  return cost;
}

function readFee(fields: Fields): Fee {
  const within = fields.maybeDuration('within');
  const fee = {
    amount: fields.text('amount'),
    text: fields.bilingual('text'),
    ...(within === undefined ? {} : { within }),
  };
  fields.end();
  return fee;
}

function readSteps(fields: Fields | undefined): ServiceDefinition['steps'] {
  if (fields === undefined) return {};
  return Object.fromEntries(fields.keys().map((id) => [id, fields.bilingual(id)]));
}

/** When the case's documents go: class, and for each outcome either kept for ever or destroyed so long after a day. */
function readRetention(fields: Fields): {
  readonly rules: Retention;
  readonly places: DefinitionFile['places']['retention'];
} {
  const klassa = fields.text('klassa');
  const outcomes = fields.entries('outcome');
  const places = new Map(outcomes.map(({ id, fields: rule }) => [id, rule.where('destroy-after')]));
  const outcome = Object.fromEntries(outcomes.map(({ id, fields: rule }) => [id, readRetentionRule(rule)]));
  if (outcome['default'] === undefined && fields.node('outcome') === undefined) fields.text('outcome');
  fields.end();
  return { rules: { klassa, outcome }, places };
}

function readRetentionRule(fields: Fields): RetentionRule {
  const destroyAfter = fields.maybeDuration('destroy-after');
  const rule = {
    preserve: fields.flag('preserve', false),
    ...(destroyAfter === undefined ? {} : { destroyAfter, from: fields.oneOf('from', RETENTION_STARTS) }),
    rules: fields.words('rules', RETENTION_LAWS),
  };
  fields.end();
  if (!rule.preserve && destroyAfter === undefined) fields.text('destroy-after');
  return rule;
}

function readFeedback(fields: Fields | undefined): void {
  fields?.oneOf('ask-at', ['every-end', 'never']);
  fields?.end();
}

function known(
  root: Fields,
  key: string,
  list: readonly { readonly id: string }[],
  what: { sv: string; en: string },
): readonly string[] {
  const ids = root.texts(key);
  for (const id of ids) {
    if (list.some((entry) => entry.id === id)) continue;
    const names = anyOf(list.map((entry) => entry.id));
    root.faults.error(
      root.where(key),
      'unknown-reference',
      { sv: `${what.sv} "${id}" finns inte i town.yaml.`, en: `There is no ${what.en} "${id}" in town.yaml.` },
      { sv: `Välj bland ${names.sv}.`, en: `Choose among ${names.en}.` },
    );
  }
  return ids;
}
