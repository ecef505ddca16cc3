import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import type { ApiCapability } from '../capability.ts';
import type { ContextOf } from '../resource-router.ts';
import { describeApi } from './describe-api.ts';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>WedSync Back Office API</title>
    <link rel="stylesheet" href="docs/files/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="docs/files/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>`;

const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', deepLinking: true, docExpansion: 'none', validatorUrl: null });`;

/** /api/openapi.json and a page to read it at /api/docs, for signed-in staff; everything it loads is served from here. */
export function documentationRouter(capabilities: readonly ApiCapability[], contextOf: ContextOf): Router {
  const document = describeApi(capabilities);
  const router = Router();
  router.use(['/openapi.json', '/docs'], (req, _res, next) => {
    contextOf(req);
    next();
  });
  router.get('/openapi.json', (_req, res) => void res.json(document));
  router.get('/docs', (_req, res) => void res.type('html').send(page));
  router.get('/docs/start.js', (_req, res) => void res.type('js').send(start));
  router.use(
    '/docs/files',
    express.static(dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')), { index: false }),
  );
  return router;
}
