import type { Placeholder } from './placeholders.ts';
import type { Source } from './source.ts';
import { BLOCKS, isBlockName, type TemplateBlock } from './template.ts';

/** Reads `{{name option=value other="two words"}}`. An unknown name or option is a fault. */
export function parseBlock(found: Placeholder, source: Source): TemplateBlock | undefined {
  const place = source.place(found.from);
  const [, name = '', rest = ''] = /^\s*([a-z][a-z-]*)((?:\s.*)?)$/.exec(found.text) ?? [];
  if (!isBlockName(name)) {
    source.fault('letter-block-unknown', place);
    return undefined;
  }
  const allowed: readonly string[] = BLOCKS[name];
  const options: { [option: string]: string } = {};
  const unread = rest.replace(/\s+([a-z][a-z-]*)=(?:"([^"]*)"|([^\s"]+))/g, (_, option: string, quoted, bare) => {
    if (!allowed.includes(option) || Object.hasOwn(options, option)) return option;
    options[option] = quoted ?? bare;
    return '';
  });
  if (unread.trim() !== '') {
    source.fault('letter-block-option', place);
    return undefined;
  }
  return { kind: 'building-block', name, options, place };
}
