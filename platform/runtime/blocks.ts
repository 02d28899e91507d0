import { type FeelContext, toJson } from '@torget/feel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { TorgetError } from '#platform/errors.ts';
import type { Block } from './host.ts';

const ajv = new Ajv2020({
  coerceTypes: false,
  removeAdditional: false,
  allErrors: true,
  strict: true,
  formats: { decimal: /^-?\d+(\.\d+)?$/, date: true, 'date-time': true, uuid: true },
});

/** The building blocks of the house: areas add theirs through their doors, processes name them by type. */
export class BlockRegistry {
  readonly #blocks = new Map<string, Block>();

  constructor(blocks: readonly Block[]) {
    for (const block of blocks) {
      if (this.#blocks.has(block.type)) throw broken(`two blocks of type ${block.type}`);
      this.#blocks.set(block.type, block);
    }
  }

  get(type: string): Block | undefined {
    return this.#blocks.get(type);
  }

  list(): readonly Block[] {
    return [...this.#blocks.values()].sort((a, b) => a.type.localeCompare(b.type));
  }

  /** The input as the block declares it. @throws TorgetError naming every field that does not fit */
  checked(block: Block, input: FeelContext): FeelContext {
    const declared = this.#blocks.get(block.type);
    if (declared === undefined) return input;
    // Compiled at its first use, and kept by ajv for the schema: a start does not wait for blocks that nobody calls.
    const validate = ajv.compile(declared.input);
    if (!validate(toJson(input))) {
      const what = (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`).join('; ');
      throw broken(`block ${block.type}: ${what}`);
    }
    return input;
  }
}

function broken(detail: string): TorgetError {
  return new TorgetError(
    'block',
    500,
    {
      sv: 'Ett steg i ärendet kunde inte utföras. Vi har fått veta det.',
      en: 'A step of the case could not be carried out. We have been told.',
    },
    detail,
  );
}
