import { writeFileSync } from 'node:fs';
import { architectureFile, readArchitecture, withDiagram } from './architecture.ts';
import { drawArchitecture } from './diagram.ts';

writeFileSync(architectureFile, withDiagram(readArchitecture(), await drawArchitecture()));
