/** Longer addresses are not ours. */
const LONGEST = 500;
/** Pages that lead nowhere after a sign-in. */
const NOT_BACK_TO = /^(\/en)?\/(logga-in|logga-ut|utloggad|test-eid|arbete\/logga-in|arbete\/uppdrag)(\/|\?|$)/;

/**
 * Where to go after sign-in: a path of our own, and nothing else, whoever wrote the link (ASVS 3.7.2). Staff return to
 * the desk, citizens never do.
 */
export function returnTo(wanted: string | undefined, audience: 'person' | 'staff', home: string): string {
  if (wanted === undefined || wanted.length > LONGEST || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted))
    return home;
  const url = URL.parse(wanted, 'http://own.invalid');
  // What `/.//host` and `/x/..//host` come to begins with two slashes: to a browser that is another host.
  if (url === null || url.origin !== 'http://own.invalid' || url.pathname.startsWith('//')) return home;
  if (NOT_BACK_TO.test(url.pathname)) return home;
  const desk = /^(\/en)?\/arbete(\/|$)/.test(url.pathname);
  return desk === (audience === 'staff') ? `${url.pathname}${url.search}` : home;
}
