import { parseArgs } from 'node:util';
import { bounded, figure, quantile, report, round } from './table.ts';
import { faultTests } from './torture/faults.ts';
import { torture } from './torture/torture.ts';

const { values } = parseArgs({
  options: {
    applications: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    /** Answers between two kills, at most. */
    life: { type: 'string', default: '900' },
    parallel: { type: 'string', default: '8' },
    /** Instead: processes of the runtime's own flows, killed so often, and a connection cut at every wire message. */
    processes: { type: 'boolean', default: false },
    kills: { type: 'string', default: '300' },
  },
});

if (values.processes) process.exit(await faultTests(Number(values.kills)));

const options = {
  applications: Number(values.applications),
  seed: Number(values.seed),
  life: Number(values.life),
  parallel: Number(values.parallel),
};
console.log(`seed ${options.seed}`);
const { sent, unknown, faults, kills, starts, seconds } = await torture(options);
for (const fault of faults.slice(0, 50)) console.log(fault);
const about =
  'The server is killed (SIGKILL) at random moments while people apply for economic assistance over HTTP; at the end ' +
  'every application that was acknowledged must be there once, with one case, decision, letter, PDF and payment order.';
report('torture', `npm run torture -- --applications ${options.applications} --seed ${options.seed}`, about, [
  figure('Applications acknowledged', sent),
  figure('Not acknowledged, complete in the database', unknown.complete),
  figure('Not acknowledged, still a draft', unknown.stillDraft),
  figure('Kills of the app alone', kills.app),
  figure('Kills of the app with PostgreSQL', kills.everything),
  bounded('Lost, doubled or half', faults.length, '', 0),
  figure('From start to the first page, median', round(quantile(starts, 0.5)), 'ms'),
  figure('From start to the first page, longest', round(Math.max(...starts)), 'ms'),
  figure('The whole run', round(seconds), 's'),
]);
const people = sent + unknown.complete + unknown.stillDraft;
console.log(`\n${people - faults.length} passed, ${faults.length} failed`);
process.exitCode = faults.length === 0 ? 0 : 1;
