import { date, type FeelContext } from '@torget/feel';

/** Facts as the register stand-in gives them. */
export function feelFacts(): FeelContext {
  const child = { ref: 'ref-barn', namn: 'Alva Berg', fodelsedatum: date('2019-03-14') };
  return {
    register: {
      person: { namn: 'Maja Berg', source: 'Folkbokföringen', at: date('2026-02-03') },
      identity: { nummer: '198502862397', niva: 'probable', source: 'E-legitimationen', at: date('2026-02-03') },
      companies: [
        {
          nummer: '5599000006',
          namn: 'Ekhamns Bageri AB',
          adress: { gata: 'Torggatan 2', postnummer: '000 10', ort: 'Ekhamn' },
          source: 'Bolagsverket',
        },
      ],
      addresses: [
        { id: 'adr-1', gata: 'Torggatan 11', postnummer: '000 10', ort: 'Ekhamn', source: 'Adressregistret' },
        { id: 'adr-2', gata: 'Torggatan 20', postnummer: '000 10', ort: 'Ekhamn', source: 'Adressregistret' },
      ],
      properties: [{ beteckning: 'Ekhamn Kvarnen 1:23', kommun: 'Ekhamn', source: 'Fastighetsregistret' }],
      calendars: {
        radgivning: [
          { id: 'r-1', start: '2026-02-10T09:00', end: '2026-02-10T09:30', plats: 'Torggatan 2' },
          { id: 'r-2', start: '2026-02-10T09:30', end: '2026-02-10T10:00', plats: null },
        ],
      },
      household: {
        vuxna: [{ ref: 'ref-vuxen', namn: 'Maja Berg', fodelsedatum: date('1985-01-24') }],
        barn: [{ ...child, alder: null, lunch_hemma: false }],
        antal: null,
        source: 'Folkbokföringen',
        at: date('2026-02-03'),
      },
      children: {
        barn: [{ ...child, gemensam_vardnad: true, annan_vardnadshavare: 'ref-annan' }],
        source: 'Folkbokföringen',
        at: date('2026-02-03'),
      },
    },
  };
}
