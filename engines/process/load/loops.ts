import type { Loop, Node } from '../model.ts';
import { body, child, type Element, text, type } from './element.ts';
import { blame, type Reader, some, value } from './reader.ts';

/** Loop characteristics of an activity; what the vendor's attributes say wins over BPMN's own. */
export function loopOf(reader: Reader, element: Element): Loop | undefined {
  const found = child(element, 'loopCharacteristics');
  if (found === undefined) return undefined;
  const id = element.id ?? '';
  if (type(found) === 'StandardLoopCharacteristics') return standard(reader, id, found);
  const cardinality = value(reader, id, body(child(found, 'loopCardinality')));
  const completion = conditionOf(reader, id, child(found, 'completionCondition'));
  const loop: Loop = {
    kind: found['isSequential'] === true ? 'sequential' : 'parallel',
    ...some('cardinality', cardinality),
    ...some('element', text(child(found, 'inputDataItem'), 'name')),
    ...some('completion', completion),
    ...reader.dialect.loop(reader, id, found),
  };
  if (loop.cardinality === undefined && loop.collection === undefined && !told(reader, id)) {
    blame(reader, 'no-cardinality', { element: id });
  }
  return loop;
}

function told(reader: Reader, element: string): boolean {
  return reader.faults.some((fault) => fault.element === element && fault.severity !== 'warning');
}

function standard(reader: Reader, id: string, found: Element): Loop {
  const maximum = Number(text(found, 'loopMaximum'));
  return {
    kind: 'standard',
    testBefore: found['testBefore'] === true,
    ...some('condition', conditionOf(reader, id, child(found, 'loopCondition'))),
    ...(Number.isInteger(maximum) && maximum > 0 ? { maximum } : {}),
  };
}

function conditionOf(reader: Reader, id: string, expression: Element | undefined): Loop['condition'] {
  const written = body(expression);
  return written === undefined || written === '' ? undefined : reader.dialect.condition(reader, id, written);
}

/** How an ad-hoc sub-process goes about its elements. */
export function adHocOf(reader: Reader, element: Element): Node['adHoc'] {
  if (type(element) !== 'AdHocSubProcess') return undefined;
  return {
    ordering: text(element, 'ordering') === 'Sequential' ? 'sequential' : 'parallel',
    cancelRemaining: element['cancelRemainingInstances'] !== false,
    ...some('completion', conditionOf(reader, element.id ?? '', child(element, 'completionCondition'))),
    ...reader.dialect.adHoc(reader, element),
  };
}
