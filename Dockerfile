# syntax=docker/dockerfile:1
# One file, one image a process: docker build --target api|worker .

FROM node:20.20-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/admin/package.json apps/admin/
COPY apps/api/package.json apps/api/
COPY apps/worker/package.json apps/worker/
COPY apps/sandbox/package.json apps/sandbox/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
RUN npm ci

FROM dependencies AS build
ENV TURBO_TELEMETRY_DISABLED=1
COPY turbo.json tsconfig.base.json ./
COPY packages packages
COPY apps apps
# The admin shows them.
COPY docs/runbooks docs/runbooks
RUN npx turbo run build

# Only what runs: no build tools, no test tools, no browser.
FROM dependencies AS production-dependencies
RUN npm prune --omit=dev --omit=optional

FROM node:20.20-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app
COPY --from=production-dependencies /app/node_modules node_modules
COPY --from=production-dependencies /app/apps apps
COPY --from=production-dependencies /app/packages packages
COPY package.json ./
USER node

FROM runtime AS api
COPY --from=build /app/apps/api/dist apps/api/dist
COPY --from=build /app/apps/admin/dist apps/admin/dist
ENV API_HOST=0.0.0.0 ADMIN_DIST=/app/apps/admin/dist
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:4000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]

FROM runtime AS worker
COPY --from=build /app/apps/worker/dist apps/worker/dist
EXPOSE 4001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:4001/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "apps/worker/dist/main.js"]
