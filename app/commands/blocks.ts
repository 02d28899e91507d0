import { readEnvironment } from '#platform/environment.ts';
import { loadTexts } from '#platform/text/index.ts';
import { houseBlocks } from '../house.ts';
import { ROOT } from '../serve.ts';
import { readTown, townFolder } from '../towns.ts';

/** `torget blocks`: every building block with what it takes, gives and is for. */
export async function blocksCommand(): Promise<number> {
  const town = await readTown(await townFolder(readEnvironment()));
  const registry = houseBlocks({ town, texts: loadTexts(ROOT), origin: '' }, { handOver() {}, warn() {} });
  for (const block of registry.list()) {
    console.log(`\n${block.type} (${block.kind})\n  ${block.about.sv}\n  ${block.about.en}`);
    console.log(`  input  ${JSON.stringify(block.input)}\n  output ${JSON.stringify(block.output)}`);
    for (const [name, about] of Object.entries(block.headers ?? {}))
      console.log(`  header ${name}: ${about.sv} / ${about.en}`);
  }
  return 0;
}
