import { MAX_FILE } from '@torget/form';
import type { Town } from '#platform/town/index.ts';

const ID = '0192f3c0-5d1e-7c3a-9b1e-2f6f0a8d4c11';
const VERSION = 'e2fa349f'.padEnd(64, '0');
const APPLICATION = {
  ...{ id: ID, service: 'felanmalan', version: VERSION, caseNumber: 'SBN 2026-000123' },
  ...{ receivedAt: '2026-02-03T07:00:00Z', arrivalDay: '2026-02-03' },
};

/** What a call answers, for who reads the description: every schema of an answer has one. */
export const EXAMPLES = {
  Application: APPLICATION,
  Status: {
    ...APPLICATION,
    status: 'open',
    closedAt: null,
    steps: [{ id: 'mottagen', name: 'Din anmälan kom in', at: '2026-02-03T07:00:00Z' }],
  },
  Waiting: { status: 'waiting', waitsFor: 'signature', href: 'https://e-tjanster.ekhamn.exempel/underskrift/1' },
  Services: { services: [{ id: 'felanmalan', title: 'Felanmälan', version: VERSION, signIn: 'none' }] },
  ApiInfo: {
    ...{ apiName: 'torget', apiVersion: '1.0.0', apiReleased: '2026-11-22', apiStatus: 'active' },
    apiDocumentation: 'https://e-tjanster.ekhamn.exempel/api/v1/openapi.json',
  },
  Stored: {
    answer: { file: ID, name: 'hyresavi.pdf', type: 'pdf', size: 48_200, sha256: '0'.repeat(64) },
  },
} as const;

/** DIGG, REST API profile DOK.08: the level of service, as it is and no higher. */
export function serviceLevel({ contact }: Pick<Town, 'contact'>) {
  return {
    availability: 'As the services on the web: a planned closing is told on the page of each service a week before.',
    responseTime:
      'A call is answered at once. What the municipality then decides takes as long as the service promises.',
    support: [contact.phone, contact.email].filter((way) => way !== '').join(', '),
  };
}

/** DOK.09: what the interface does not do. */
export const LIMITATIONS = [
  'What a person must read and sign is not sent here, but on a page: the call answers 202 with its address.',
  `A file is at most ${MAX_FILE / 1_000_000} MB, and one comes with each call.`,
  'Calls from one network address are counted; beyond the limit the answer is 429 with Retry-After.',
  'There is no list of the applications of a person: each is asked for by its id.',
] as const;
