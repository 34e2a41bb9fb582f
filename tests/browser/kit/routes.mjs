/** The routes of the pages, read from the routers themselves, so that a new one without a case fails. */
import { readFileSync } from "node:fs";

const bases = { console: "/console", oversight: "/oversight", public: "/s/:county" };

function routesOf([area, base]) {
  const source = readFileSync(new URL(`../../../services/web/src/${area}/routes.tsx`, import.meta.url), "utf8");
  const paths = [...source.matchAll(/path: '([^']+)'/g)].map(([, path]) => path);
  // Only the areas' roots are absolute; a path inside them continues their base.
  return paths.map((path) => (path.startsWith("/") ? path : `${base}/${path}`));
}

export const routes = [...new Set(Object.entries(bases).flatMap(routesOf))];
