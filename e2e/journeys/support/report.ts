import sharp from 'sharp';
import type { UploadFile } from './hands.ts';
import type { Person } from './person.ts';

const REPORT = 'felanmalan';

/** What stands in the picture's metadata and must never be stored. */
export const CANARY = 'Kanariekamera 4711';

/** A photo as a telephone takes it: JPEG with the place, the time and the camera in its EXIF. */
export async function photo(): Promise<UploadFile> {
  const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#335577' } })
    .withExif({
      IFD0: { Make: CANARY, Model: CANARY },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '58/1 45/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '17/1 0/1 0/1' },
    })
    .jpeg()
    .toBuffer();
  return { name: 'trasig lampa.jpg', mimeType: 'image/jpeg', buffer };
}

export interface Report {
  readonly heading: string;
  readonly category?: string;
  readonly email?: string;
  readonly photo?: UploadFile;
  /** How the place is said: by a click on the map, or in words. */
  readonly place: 'map' | 'words';
}

/** From the service's page to the page where one checks the answers, without signing in. */
export async function report(person: Person, about: Report): Promise<void> {
  await person.go(`/tjanster/${REPORT}`);
  await person.press('Starta');
  await person.titled('Är det farligt just nu?');
  await person.mark('Nej');
  await person.onwards();
  await person.pick('Vad gäller det?', about.category ?? 'Gatubelysning');
  await person.onwards();
  if (about.place === 'map') await pointAt(person);
  else await person.pick('Gata eller plats', 'Varvsgatan');
  await person.write('Beskriv platsen', 'Vid porten till 14 B');
  await person.onwards();
  await person.titled('Vad har hänt?');
  await person.write('Rubrik', about.heading);
  await person.write('Beskriv med dina egna ord', 'Lampan har varit släckt i tre dagar.');
  await person.onwards();
  await person.titled(/Vill du lägga till en bild\?/);
  if (about.photo !== undefined) await person.attach(/Vill du lägga till en bild\?/, about.photo);
  await person.onwards();
  await person.titled('Vill du veta hur det gick?');
  await person.mark(about.email === undefined ? 'Nej' : 'Ja');
  await person.onwards();
  if (about.email !== undefined) {
    await person.write('Din e-postadress', about.email);
    await person.onwards();
  }
  await person.titled('Stämmer allt?');
}

/** A click on the map, twice: the second is exact. */
async function pointAt(person: Person): Promise<void> {
  const map = person.page.getByRole('button', { name: /^Karta över / }).and(person.page.locator(':visible'));
  for (const position of [
    { x: 300, y: 200 },
    { x: 310, y: 190 },
  ]) {
    await person.click(map, position);
    await person.reads('Du har markerat en plats');
  }
}
