import { eventsOf, type LogEvent } from './events.ts';
import type { Stories } from './ocel.ts';
import { doerText, type Story } from './story.ts';

const EXTENSIONS = [
  ['Concept', 'concept'],
  ['Time', 'time'],
  ['Lifecycle', 'lifecycle'],
  ['Organizational', 'org'],
] as const;

/**
 * An event log in XES (IEEE 1849-2016) with the extensions concept, time, lifecycle and org: a trace for each case, its
 * events in the order of their time, in pieces as they are read.
 */
export async function* xes(stories: Stories): AsyncGenerator<string> {
  yield HEAD;
  for await (const story of stories()) yield trace(story);
  yield '</log>\n';
}

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
${EXTENSIONS.map(([name, prefix]) => `  <extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`).join('\n')}
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="org:resource" value=""/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Activity and life-cycle" keys="concept:name lifecycle:transition"/>
  <string key="lifecycle:model" value="standard"/>
`;

function trace(story: Story): string {
  const { case: own } = story;
  const attributes = [
    text('concept:name', own.id),
    text('service', own.service),
    text('version', own.version),
    text('board', own.board),
  ];
  const events = eventsOf(story).map(event);
  return `  <trace>\n${attributes.map((line) => `    ${line}\n`).join('')}${events.join('')}  </trace>\n`;
}

function event(of: LogEvent): string {
  const { doer, element, elementKind } = of;
  const lines = [
    text('concept:name', of.activity),
    text('concept:instance', of.about.find(({ type }) => type === 'task')?.id),
    `<date key="time:timestamp" value="${of.at}"/>`,
    text('lifecycle:transition', of.transition),
    text('org:resource', doerText(doer)),
    ...(doer.kind === 'staff' ? [text('org:role', doer.roles.join('+')), text('org:group', doer.unit)] : []),
    text('process', of.about.find(({ type }) => type === 'process')?.id),
    text('element', element),
    text('element-kind', elementKind),
  ];
  return `    <event>\n${lines.map((line) => (line === '' ? '' : `      ${line}\n`)).join('')}    </event>\n`;
}

function text(key: string, value: string | undefined): string {
  return value === undefined ? '' : `<string key="${key}" value="${escaped(value)}"/>`;
}

/** Characters that XML 1.0 cannot hold at all are dropped; white space in an attribute is kept as a reference. */
function escaped(value: string): string {
  return value
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
