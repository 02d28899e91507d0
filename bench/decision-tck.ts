import { runAll, scoreOf } from '@torget/decision/tck';

// Runs the conformance suite of a folder and prints, as JSON, how long it took: a process of its own for each measurement.
const started = performance.now();
const { cases, passed } = scoreOf(runAll(process.argv[2] ?? ''));
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, cases, passed }));
