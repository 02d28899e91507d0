import { EXTENSIONS, type FileType } from './kind.ts';

const LONGEST = 100;
/** No disk has a longer name; what stands before it is a path. */
const READ = 1000;

/**
 * A name that is safe to show, to put into a header and to save: no path, no control or direction characters (a name
 * like `cod.pdf` written backwards hides its kind), composed Unicode, at most 100 characters, the extension of the content.
 */
export function normalName(name: string, type: FileType): string {
  const last = name.slice(-READ).toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{C}\p{Zl}\p{Zp}"<>:|?*;%]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/\.[\p{L}\d]{1,5}$/u, '')
    .replace(/^[\s.~-]+|[\s.]+$/g, '');
  const short = [...clean].slice(0, LONGEST).join('').trim();
  return `${short === '' ? 'fil' : short}.${EXTENSIONS[type]}`;
}
