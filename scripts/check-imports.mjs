// Who imports whom, against the rules in .dependency-cruiser.mjs.
import { checkImports } from './lib/imports.mjs';
import { root } from './lib/paths.mjs';

const { modules, violations } = await checkImports(root);
for (const { rule, from, to, comment } of violations) console.log(`${rule}: ${from}\n  imports ${to}\n  ${comment}`);
console.log(`${modules} modules read, ${violations.length} forbidden imports`);
process.exitCode = violations.length === 0 ? 0 : 1;
