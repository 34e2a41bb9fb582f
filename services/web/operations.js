// Writes the operations of the public site where the server reads them: in production it answers these and no others.
import { readFile, writeFile } from 'node:fs/promises';

const written = new URL('src/public/gql/persisted-documents.json', import.meta.url);
const manifest = new URL('../../schema/public.operations.json', import.meta.url);

const documents = Object.entries(JSON.parse(await readFile(written, 'utf8')));
documents.sort(([, a], [, b]) => (a < b ? -1 : 1));
const text = `${JSON.stringify(Object.fromEntries(documents), null, 2)}\n`;
const before = await readFile(manifest, 'utf8').catch(() => '');
if (text !== before) await writeFile(manifest, text);
