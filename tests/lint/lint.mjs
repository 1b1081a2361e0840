// Runs Neo4j's own analyser, offline, over texts of standard input: {schema, texts: {where: text}} in, {where: [what is wrong]} out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { isNotParamError, lintCypherQuery, testData } = createRequire(join(process.cwd(), 'here.js'))('@neo4j-cypher/language-support');
const { schema, texts } = JSON.parse(readFileSync(0, 'utf8'));
// The analyser writes the whole list of functions out for each text: those that no text says are left out.
const words = new Set(Object.values(texts).join(' ').toLowerCase().match(/[\w.]+/g));
const named = (versions) =>
  Object.fromEntries(
    Object.entries(versions).map(([version, all]) => [version, Object.fromEntries(Object.entries(all).filter(([name]) => words.has(name.toLowerCase())))]),
  );
const { functions, procedures } = testData.mockSchema;
const known = { ...schema, functions: named(functions), procedures: named(procedures) };
const said = {};
for (const [where, text] of Object.entries(texts)) {
  const found = lintCypherQuery(text, known).diagnostics.filter(isNotParamError);
  said[where] = found.map(({ message, range }) => `line ${range.start.line + 1}, column ${range.start.character + 1}: ${message}`);
}
process.stdout.write(JSON.stringify(said));
