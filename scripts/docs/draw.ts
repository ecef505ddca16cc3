import { writeFileSync } from 'node:fs';
import { architectureFile, readArchitecture, withDiagram } from './architecture.ts';
import { drawArchitecture } from './diagram.ts';
import { decisionsFile, drawDecisions } from './decisions.ts';
import { brokenPromises, catalogueFile, drawCatalogue, schemaFolder, unpublished } from './event-catalogue.ts';

const broken = brokenPromises();
if (broken.length > 0) throw new Error(broken.join('\n'));
for (const { file, content } of unpublished()) writeFileSync(`${schemaFolder}/${file}`, content);
writeFileSync(decisionsFile, drawDecisions());
writeFileSync(catalogueFile, drawCatalogue());
writeFileSync(architectureFile, withDiagram(readArchitecture(), await drawArchitecture()));
