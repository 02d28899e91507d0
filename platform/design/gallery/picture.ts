import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Drawing, drawing, load } from '@torget/process';
import { root } from './frame.ts';

const file = 'towns/ekhamn/services/ekonomiskt-bistand-ateransokan/process.bpmn';

/** The picture of a real service's process, with a case half-way through it. */
export const picture: Drawing = await paint();

async function paint(): Promise<Drawing> {
  const loaded = await load(readFileSync(join(root, file), 'utf8'), { file });
  const model = loaded.ok ? loaded.value[0] : undefined;
  if (model === undefined) return { ...nothing, title: file };
  const nodes = [...model.nodes.values()];
  const now = nodes.find((node) => node.kind === 'userTask')?.id ?? model.start;
  const done = nodes.slice(0, 3).map((node) => node.id);
  const taken = nodes.slice(0, 3).flatMap((node) => node.outgoing.slice(0, 1).map((flow) => flow.id));
  return drawing(model, { tokens: { [now]: 1 }, done, taken });
}

const nothing = {
  viewBox: '0 0 1 1',
  width: 1,
  height: 1,
  description: '',
  frames: [],
  edges: [],
  shapes: [],
  labels: [],
};
