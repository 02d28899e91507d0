// For tests: reads the part of RDF 1.1 Turtle that the export writes, by the grammar of its specification and not by how
// `turtle` happens to write it.
const TOKEN =
  /\s*(?:(?<directive>@prefix)|<(?<iri>(?:[^\p{Cc} <>"{}|^`\\]|\\u[0-9A-Fa-f]{4})*)>|"(?<text>(?:[^"\\\n\r]|\\[tbnrf"'\\])*)"(?:@(?<language>[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|(?<typed>\^\^))?|(?<name>[A-Za-z][\w-]*:[\w.-]*[\w-]|[A-Za-z][\w-]*:)|(?<a>a)(?=\s)|(?<mark>[.;,]))/uy;
const ESCAPED: { readonly [char: string]: string } = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' };

/** A triple as one line: subject, predicate and object with whole addresses, as N-Triples has them. */
export function readTurtle(turtle: string): readonly string[] {
  const prefixes = new Map<string, string>();
  const triples: string[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  const next = () => {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(turtle)?.groups;
    if (found === undefined) throw new SyntaxError(`not Turtle at ${at}: ${turtle.slice(at, at + 40)}`);
    at = TOKEN.lastIndex;
    return found;
  };
  const address = (token: { readonly [key: string]: string | undefined }): string => {
    if (token['a'] !== undefined) return '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
    if (token['iri'] !== undefined) return `<${token['iri']}>`;
    const [prefix = '', local = ''] = (token['name'] ?? '').split(/:(.*)/);
    const space = prefixes.get(prefix);
    if (token['name'] === undefined || space === undefined) throw new SyntaxError(`no address before ${at}`);
    return `<${space}${local}>`;
  };
  const object = (): string => {
    const token = next();
    if (token['text'] === undefined) return address(token);
    const text = JSON.stringify(token['text'].replace(/\\(.)/g, (_all, char: string) => ESCAPED[char] ?? char));
    if (token['language'] !== undefined) return `${text}@${token['language']}`;
    return token['typed'] === undefined ? text : `${text}^^${address(next())}`;
  };
  while (/\S/.test(turtle.slice(at))) {
    const first = next();
    if (first['directive'] !== undefined) {
      const prefix = (next()['name'] ?? '').slice(0, -1);
      prefixes.set(prefix, address(next()).slice(1, -1));
      if (next()['mark'] !== '.') throw new SyntaxError(`a prefix without its end at ${at}`);
      continue;
    }
    const subject = address(first);
    for (let mark: string | undefined = ';'; mark !== '.'; ) {
      const predicate = address(next());
      do {
        triples.push(`${subject} ${predicate} ${object()}`);
        mark = next()['mark'];
      } while (mark === ',');
      if (mark === undefined) throw new SyntaxError(`no end at ${at}`);
    }
  }
  return triples;
}
