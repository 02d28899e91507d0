import type { Fault } from '@torget/feel';
import type { ListenerJob, Node, ProcessModel, Value } from '@torget/process';
import { loadTexts } from '#platform/text/index.ts';
import type { Service, Town } from '#platform/town/index.ts';
import { houseBlocks } from '../house.ts';
import { ROOT } from '../serve.ts';

/** Tasks and listeners of a service whose type is no building block of the house: nobody would ever do them. */
export function unknownBlocks(town: Town, { processes }: Service): readonly Fault[] {
  const tell = { handOver() {}, warn() {} };
  const known = houseBlocks({ town, texts: loadTexts(ROOT), origin: '' }, tell)
    .list()
    .map(({ type }) => type);
  return [...processes.values()].flatMap((process) =>
    [...process.nodes.values()].flatMap((node) =>
      typesOf(node).flatMap((type) => (known.includes(type) ? [] : [fault(process, node, type, known)])),
    ),
  );
}

function typesOf({ task, jobs, taskJobs = {} }: Node): readonly string[] {
  const listeners: readonly ListenerJob[] = [
    ...(jobs?.start ?? []),
    ...(jobs?.end ?? []),
    ...Object.values(taskJobs).flat(),
  ];
  return [task?.type, ...listeners.map(({ type }) => type)].flatMap((type: Value | undefined) =>
    type !== undefined && 'literal' in type ? [type.literal] : [],
  );
}

function fault(process: ProcessModel, node: Node, type: string, known: readonly string[]): Fault {
  const [area = ''] = type.split('.');
  const near = known.filter((one) => one.startsWith(`${area}.`));
  const listed = (near.length > 0 ? near : known).join(', ');
  return {
    file: process.file,
    ...(process.places.get(node.id) ?? { line: 1, column: 1 }),
    element: node.id,
    code: 'unknown-block',
    message: { sv: `Det finns inget byggblock "${type}".`, en: `There is no building block "${type}".` },
    advice: {
      sv: `Välj ett av dem som "torget blocks" listar: ${listed}.`,
      en: `Choose one that "torget blocks" lists: ${listed}.`,
    },
  };
}
