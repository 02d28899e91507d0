import type { Texts } from '#platform/text/index.ts';
import type { ContactContent, DecidedContent, Signatory, SignatureContent } from './content.ts';
import type { LetterBlock } from './model.ts';

/** Who decided or wrote, and where to turn. A name that is left out is told by title alone, and that it was left out. */
export function signature(content: SignatureContent, t: Texts): LetterBlock {
  const { decided, writer, contact, stamp = [] } = content;
  const who = decided === undefined ? (writer === undefined ? '' : capital(named(writer, t))) : decision(decided, t);
  const lines = [who, contact === undefined ? '' : contactLine(contact)].filter((line) => line !== '');
  return { kind: 'signature', lines, stamp: stamp.join(' · ') };
}

/** FL 31 §: who decided, who presented, who else took part in the final handling. */
function decision(decided: DecidedContent, t: Texts): string {
  const nobody = [t('letters.signature.no-presenter'), t('letters.signature.no-participants')];
  if ('function' in decided) return [t('letters.signature.automated', { ...decided }), ...nobody].join(' ');
  const { by, board, delegation, presenter, participants = [], dissent, fl33 } = decided;
  const under = delegation === undefined ? '' : t('letters.signature.under', { delegation });
  const { name, title } = by;
  const made =
    name === undefined
      ? t('letters.signature.unnamed', { title: named(by, t), board, under })
      : t('letters.signature.decided', { who: title === undefined ? name : `${name}, ${title},`, board, under });
  const presented =
    presenter === undefined
      ? t('letters.signature.no-presenter')
      : t('letters.signature.presenter', { name: named(presenter, t) });
  const took =
    participants.length > 0
      ? t('letters.signature.participants', { names: participants.map((one) => named(one, t)).join('; ') })
      : t('letters.signature.no-participants');
  const left = [by, presenter, ...participants].some((one) => one !== undefined && one.name === undefined);
  const other =
    dissent === undefined ? '' : t('letters.signature.dissent', { who: named(dissent.by, t), words: dissent.words });
  return [
    made,
    presented,
    took,
    other,
    left ? t(fl33 ? 'letters.signature.left-out' : 'letters.signature.left-out-only') : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** `Maryam Haddad, socialsekreterare`; by title alone where the name is left out. */
function named({ name, title }: Signatory, t: Texts): string {
  if (name === undefined) return title ?? t('letters.signature.somebody');
  return title === undefined ? name : `${name}, ${title}`;
}

/** `Enheten för försörjningsstöd, 0980-31 92 20, forsorjningsstod@ekhamn.exempel, måndag–fredag 9–11`. */
function contactLine({ unit, phone, email, hours }: ContactContent): string {
  return [unit, phone, email, hours].filter((part) => part !== undefined).join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
