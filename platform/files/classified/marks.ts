// Säkerhetsskyddslagen (2018:585) 2 kap. 5 §: the four classes, as they are marked on a document; and the marks of other
// countries and organisations that stand for the same (2 kap. 6 §).

/** Two words that nothing but a mark has together; the others are ordinary words in capitals. */
const CERTAIN =
  /(?<![\p{L}\d])(KVALIFICERAT[ _-]HEMLIG|BEGRÄNSAT[ _-]HEMLIG|(COSMIC|TRÈS) (TOP )?SECRET|(EU|NATO) (TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED)|RESTREINT UE|CONFIDENTIEL UE|SECRET UE)(?![\p{L}\d])/u;
/** One of the one-word marks, first on its line, and behind it nothing but what belongs to a mark. */
const LINE =
  /^[^\p{L}\d]*(HEMLIG|KONFIDENTIELL)(?![\p{L}\d])(\s*\/\s*(SECRET|CONFIDENTIAL))?([^\p{L}\d]|\d|(?<![\p{L}])(enligt|säkerhetsskyddslagen|säkerhetsskyddsklass|OSL|offentlighets-|och|sekretesslagen|kap|jfr|sida|sid|av|exemplar|ex|nr)(?![\p{L}]))*$/iu;
/** The mark itself in capitals: "hemlig" in a sentence is a word. */
const CAPITALS = /^[^\p{L}\d]*(HEMLIG|KONFIDENTIELL)/u;

/** No mark of one word is on a longer line; what is longer would only be tried in vain. */
const LONGEST_LINE = 1000;

/**
 * Letters in one piece, as the marks are written above. After thirty signs on a letter a joiner is put in, as Unicode has it
 * (annex 15, Stream-Safe Text): to put more in order takes a time that grows with the square of their number.
 */
function composed(text: string): string {
  return text.replace(/\p{M}{30}/gu, '$&\u034f').normalize('NFC');
}

/** Whether a text bears the mark of a security class: on a line of its own, or in words that are nothing else. */
export function isMarked(text: string): boolean {
  return composed(text)
    .split(/[\r\n\f\v\u2028\u2029]+/)
    .some((line) => CERTAIN.test(line) || (line.length <= LONGEST_LINE && CAPITALS.test(line) && LINE.test(line)));
}

/** Whether a file is called by a mark: `HEMLIG plan.pdf`, `kvalificerat_hemlig.docx`. */
export function isMarkedName(name: string): boolean {
  const words = composed(name).replace(/[_.-]+/g, ' ');
  return CERTAIN.test(words.toUpperCase()) || /(?<![\p{L}\d])(HEMLIG|KONFIDENTIELL)(?![\p{L}\d])/u.test(words);
}
