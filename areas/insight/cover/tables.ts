/** A part of the house, as the extract has it. The first is about the person; `cases` is told case by case. */
export const PARTS = ['person', 'applications', 'cases', 'letters', 'requests'] as const;
export type Part = (typeof PARTS)[number];

/** Each table that the extract reads, by its area and in the order that it is told, and the part that it belongs to. */
const AREAS = {
  identity: {
    party: 'person',
    party_number: 'person',
    language_need: 'person',
    organisation_address: 'person',
    party_event: 'person',
    mandate: 'person',
    session: 'person',
  },
  access: {
    assignment: 'person',
    name_withheld: 'person',
    name_withheld_end: 'person',
  },
  applications: {
    draft: 'applications',
    application: 'applications',
    signing: 'applications',
    signing_end: 'applications',
    signer: 'applications',
    signature: 'applications',
  },
  cases: {
    case: 'cases',
    party_role: 'cases',
    party_change: 'cases',
    represents: 'cases',
    subject: 'cases',
    fact: 'cases',
    document: 'cases',
    entry: 'cases',
    status: 'cases',
    staff_field: 'cases',
    note: 'cases',
    comment: 'cases',
    deadline: 'cases',
    pause: 'cases',
    pause_end: 'cases',
    evaluation: 'cases',
    decision: 'cases',
    payment_order: 'cases',
    fee_paid: 'cases',
    unexecuted: 'cases',
    untranslated: 'cases',
    insight_ruling: 'cases',
    relation: 'cases',
    relation_end: 'cases',
    conflict: 'cases',
    closure: 'cases',
  },
  procedure: {
    act: 'cases',
    awaited: 'cases',
  },
  runtime: {
    outbox: 'letters',
    task_end: 'cases',
  },
  files: {
    file: 'cases',
  },
  inbox: {
    letter: 'letters',
    delivery: 'letters',
    paper: 'letters',
    receipt: 'letters',
  },
  insight: {
    extract_made: 'requests',
  },
} as const satisfies { readonly [area: string]: { readonly [table: string]: Part } };

type Areas = typeof AREAS;
/** A table as its texts are called: `cases.party_role`. */
export type Table = { [area in keyof Areas]: `${area}.${keyof Areas[area] & string}` }[keyof Areas];

export const TABLES = Object.entries(AREAS).flatMap(([area, tables]) =>
  Object.entries(tables).map(([name, part]) => ({ area, name, part, table: `${area}.${name}` as Table })),
);

/** Columns with something to read, in words. */
export const COLUMNS = [
  ...['name', 'given_name', 'family_name', 'birth_date', 'protected', 'email', 'phone', 'type', 'value', 'level'],
  ...['source', 'valid_from', 'valid_to', 'dormant_from', 'language', 'interpreter', 'written', 'format', 'lines'],
  ...['scope', 'requires', 'revoked_at', 'assurance', 'provider', 'seen_at', 'ended_at', 'roles', 'from_day', 'to_day'],
  ...['number', 'case_number', 'kind', 'role', 'direction', 'title', 'text', 'words', 'to_name', 'from_name'],
  ...['recipient', 'subject', 'body', 'sent_at', 'how', 'answers', 'content', 'typed', 'facts', 'data', 'refused'],
  ...['outcome', 'values', 'decided_by', 'function', 'delegation', 'reasons', 'meeting', 'minutes'],
  ...['deciders', 'urgent', 'made_on', 'unheard', 'reason', 'summary', 'basis', 'withheld', 'what', 'act', 'decision'],
  ...['step', 'field', 'note', 'due', 'last_day', 'until', 'since', 'day', 'amount', 'period', 'paper', 'way', 'why'],
  ...['received_at', 'arrival_day', 'registered_at', 'started_at', 'expires_at', 'asked_at', 'reminded_at', 'created'],
  ...['updated', 'opened_at', 'set_at', 'listed_at', 'created_at', 'at', 'board', 'unit', 'matter', 'secrecy'],
  ...['service', 'size', 'purpose', 'asked_by', 'asker', 'authority', 'identity'],
] as const;

/**
 * Columns that tell nothing to a reader: numbers by which rows find each other, prints of what is shown as it stands
 * elsewhere in the extract, and what programs keep for themselves. They are in the data beside.
 */
export const MACHINE: readonly string[] = [
  ...['id', 'party_id', 'party', 'principal', 'agent', 'assignment', 'withheld_id', 'business_key', 'instance_id'],
  ...['by_party', 'draft_id', 'case_id', 'applicant', 'signing_id', 'task_id', 'agent_id', 'application_id', 'file_id'],
  ...[
    'letter_id',
    'to_party',
    'replaces',
    'decision_id',
    'evaluation_id',
    'document_id',
    'note_id',
    'field_id',
    'pair',
  ],
  ...['other_id', 'relation_id', 'pause_id', 'key', 'about', 'act_id', 'facts_key', 'sealed', 'paying', 'hash'],
  ...['html_hash', 'needed', 'remind_at', 'place', 'evidence', 'receipt', 'frozen', 'register', 'marks', 'trace'],
  ...['warnings', 'rates', 'version', 'rules', 'service_version', 'sha256', 'state', 'template', 'model', 'element'],
  ...['attachments', 'documents', 'ground', 'grounds'],
];
