import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyForAssistance, SAMS_FEBRUARY } from './support/assistance.ts';
import { WAYS } from './support/person.ts';
import { stage } from './support/stage.ts';

const town = stage();

for (const [way, means] of WAYS) {
  test(`Sam renews and has a yes of 11 420 kronor at once, ${way}`, async () => {
    const sam = await town.visitor(means);
    await applyForAssistance(sam, SAMS_FEBRUARY, 'Sam Lindqvist');
    await sam.reads('6 200');
    const sent = performance.now();
    await sam.press('Skicka');
    await sam.titled('Vi har fått din ansökan');
    await sam.reads(/SN 2026-\d{6}/);
    console.log(await sam.text());
    await sam.follow('Följ ärendet på Mina sidor');
    console.log(await sam.text());
    await sam.until('/inkorg', /Beslut om ekonomiskt bistånd/);
    assert.ok(performance.now() - sent < 10_000);
    await sam.follow(/Beslut om ekonomiskt bistånd/);
    console.log(await sam.text());
  });
}
