import { TorgetError } from '#platform/errors.ts';

type Command = (args: readonly string[]) => Promise<number>;

/** Each command is loaded when it is asked for: `serve` must not wait for what `check` needs. */
const commands: { readonly [name: string]: () => Promise<Command> } = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  publish: async () => (await import('./commands/publish.ts')).publishCommand,
  blocks: async () => (await import('./commands/blocks.ts')).blocksCommand,
  decision: async () => (await import('./commands/decision.ts')).decisionCommand,
  form: async () => (await import('./commands/form.ts')).formCommand,
  text: async () => (await import('./commands/text.ts')).textCommand,
  process: async () => (await import('./commands/process.ts')).processCommand,
  archive: async () => (await import('./commands/archive.ts')).archiveCommand,
  signatures: async () => (await import('./commands/signatures.ts')).signaturesCommand,
  db: async () => (await import('./commands/db.ts')).dbCommand,
  bench: async () => (await import('./commands/bench.ts')).benchCommand,
  torture: async () => (await import('./commands/torture.ts')).tortureCommand,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  const load = commands[name ?? ''];
  if (load === undefined) {
    console.error(`torget ${Object.keys(commands).join(' | ')}`);
    return 2;
  }
  try {
    return await (await load())(args);
  } catch (error) {
    if (!(error instanceof TorgetError)) throw error;
    console.error(`\n${error.public.sv}\n${error.public.en}\n\n${error.detail}`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
