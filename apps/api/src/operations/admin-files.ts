import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { Router, type Response } from 'express';

/** Names of built assets carry a hash of their content: they never change. */
const assetsFolder = 'assets';

/**
 * Serves the built admin: assets for a year, everything else fresh, and index.html for every page address, since pages are routed in the browser.
 * @throws Error when the folder has no index.html, so a missing build is noticed at start
 */
export function adminRoutes(folder: string): Router {
  const root = resolve(folder);
  const index = join(root, 'index.html');
  if (!existsSync(index)) throw new Error(`ADMIN_DIST has no index.html: ${root}. Build the admin first.`);
  const router = Router();
  router.use(
    `/${assetsFolder}`,
    express.static(join(root, assetsFolder), { immutable: true, maxAge: '365d', fallthrough: false, index: false }),
  );
  router.use(express.static(root, { index: false, setHeaders: revalidate }));
  router.get('/{*page}', (req, res, next) => {
    if (req.accepts(['html', 'json']) !== 'html') return next();
    revalidate(res);
    res.sendFile(index);
  });
  return router;
}

function revalidate(res: Response): void {
  res.setHeader('Cache-Control', 'no-cache');
}
