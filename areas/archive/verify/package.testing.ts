import type { ArchiveCase } from '../package/types.ts';

export const MADE = { software: 'Torget', version: '0.1.0', at: '2031-02-03T08:00:00Z' };

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
/** A case as it goes into a package. */
export const one: ArchiveCase = {
  id: '01890000-0000-7000-8000-000000000001',
  number: 'SN 2026-000001',
  service: { id: 'bistand', title: 'Ansök om <bistånd> & "mer"\u0007', version: 'a'.repeat(64) },
  subject: 'Hyra & el',
  klassa: '3.5.1 Ekonomiskt bistånd',
  outcome: 'approved',
  received: '2026-02-03T07:00:00Z',
  closed: '2026-02-04T07:00:00Z',
  town: { name: 'Ekhamns kommun', code: '9980' },
  board: 'Socialnämnden',
  unit: 'Försörjningsstöd',
  secrecy: ['OSL (2009:400) 26 kap. 1 §'],
  parties: [
    { role: 'applicant', name: 'Åsa Öst', protected: false },
    { role: 'counterparty', name: 'Bo', protected: true },
  ],
  related: [{ number: 'SN 2025-000417', kind: 'earlier' }],
  decisions: [{ at: '2026-02-03T09:00:00Z', outcome: 'approved', by: 'bistand/Beslut' }],
  disposal: { basis: ['3.5.1', 'SoL (2025:400) 16 kap. 4 §'], due: null },
  records: [
    {
      id: '01890000-0000-7000-8000-000000000002',
      kind: 'application',
      title: 'Ansökan',
      direction: 'in',
      at: '2026-02-03T07:00:00Z',
      files: [
        { name: 'Ansökan å ä.pdf', type: 'application/pdf', bytes: bytes('%PDF-1.7 …') },
        { name: 'data.json', type: 'application/json', bytes: bytes('{}') },
      ],
    },
    {
      id: '01890000-0000-7000-8000-000000000003',
      kind: 'letter',
      title: 'Beslut',
      direction: 'out',
      replaces: '01890000-0000-7000-8000-000000000002',
      at: '2026-02-03T10:00:00Z',
      files: [{ name: 'brev.pdf', type: 'application/pdf', bytes: bytes('%PDF-1.7 b') }],
    },
  ],
  documentation: [
    { path: 'documentation/service/service.yaml', type: 'application/yaml', bytes: bytes('id: bistand\n') },
  ],
};
