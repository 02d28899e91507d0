import { readFileSync } from 'node:fs';

/** What the kernel counted of packets that wanted to leave this network namespace. */
export interface Leaving {
  /** Packets for which there was no way out: any address but loopback. */
  readonly noRoute: number;
  /** Datagrams to a port of loopback where nobody listens: a look-up at a name server that is not there. */
  readonly noPort: number;
}

/** Reads the counters of the namespace that this process is in; also code outside Node's modules is seen by them. */
export function leaving(): Leaving {
  const snmp = table(readFileSync('/proc/self/net/snmp', 'utf8'));
  const snmp6 = new Map(readFileSync('/proc/self/net/snmp6', 'utf8').trim().split('\n').map(pair));
  return {
    noRoute: (snmp.get('Ip.OutNoRoutes') ?? 0) + (snmp6.get('Ip6OutNoRoutes') ?? 0),
    noPort: (snmp.get('Udp.NoPorts') ?? 0) + (snmp6.get('Udp6NoPorts') ?? 0),
  };
}

// Pairs of lines: "Ip: Forwarding DefaultTTL …", "Ip: 1 64 …".
function table(text: string): Map<string, number> {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.split(/:?\s+/));
  const found = new Map<string, number>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [names = [], values = []] = [lines[at], lines[at + 1]];
    for (const [place, name] of names.entries()) found.set(`${names[0]}.${name}`, Number(values[place]));
  }
  return found;
}

function pair(line: string): [string, number] {
  const [name = '', value = ''] = line.split(/\s+/);
  return [name, Number(value)];
}
