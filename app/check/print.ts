import { join, relative } from 'node:path';
import type { Bilingual, Fault } from '@torget/feel';
import type { CheckedService, CheckReport } from './check.ts';
import type { Coverage } from './coverage.ts';

export type Words = 'sv' | 'en';

const LABELS = {
  warning: { sv: 'varning', en: 'warning' },
  broken: { sv: 'exemplen körs när mappen är rättad', en: 'the examples run when the folder is put right' },
  missed: { sv: 'inget exempel når', en: 'no example reaches' },
} satisfies { readonly [name: string]: Bilingual };

/** A fault on two lines: where and what (in the form that editors make a link of), and what would be right. */
function faultLines(fault: Fault, folder: string, words: Words): readonly string[] {
  const whole = join(folder, fault.file);
  const near = relative(process.cwd(), whole);
  const path = near.startsWith('..') ? whole : near;
  const mild = fault.severity === 'warning' ? ` (${LABELS.warning[words]})` : '';
  return [
    `${path}:${fault.line}:${fault.column}  ${fault.code}${mild}  ${fault.message[words]}`,
    `    ${fault.advice[words]}`,
  ];
}

/** The whole report, line by line; the last line counts. */
export function reportLines(report: CheckReport, words: Words): readonly string[] {
  return [
    ...report.town.faults.flatMap((fault) => faultLines(fault, report.town.path, words)),
    ...report.services.flatMap((service) => serviceLines(service, words)),
    '',
    `${report.passed} passed, ${report.failed} failed`,
  ];
}

function serviceLines(service: CheckedService, words: Words): readonly string[] {
  const faults = service.faults.flatMap((fault) => faultLines(fault, service.path, words));
  const unplayed = service.coverage === undefined && !service.clean ? [`  ${LABELS.broken[words]}`] : [];
  const examples = service.examples.flatMap((example) => [
    `  ${example.faults.length === 0 ? '✓' : '✗'} ${example.file}  ${example.name}`,
    ...example.faults.flatMap((fault) => faultLines(fault, service.path, words)),
  ]);
  const coverage = service.coverage === undefined ? [] : coverageLines(service.coverage, words);
  return ['', `${service.clean ? '✓' : '✗'} ${service.id}`, ...faults, ...unplayed, ...examples, ...coverage];
}

function coverageLines({ steps, flows, rules, missed }: Coverage, words: Words): readonly string[] {
  const share = ({ reached, all }: Coverage['steps']) => {
    const percent = all === 0 ? '' : ` (${Math.floor((100 * reached) / all)} %)`;
    return { sv: `${reached} av ${all}${percent}`, en: `${reached} of ${all}${percent}` }[words];
  };
  const summary = {
    sv: `  täckning: steg ${share(steps)}, flöden ${share(flows)}, regler ${share(rules)}`,
    en: `  coverage: steps ${share(steps)}, flows ${share(flows)}, rules ${share(rules)}`,
  }[words];
  return [summary, ...missed.map(({ file, line, name }) => `    ${LABELS.missed[words]} ${file}:${line}  ${name}`)];
}
