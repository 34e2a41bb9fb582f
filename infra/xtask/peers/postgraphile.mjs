// PostGraphile over the platform's tables, as the platform's own login and so under the same row security: what a schema
// made from the database gives for the same list. usage: node postgraphile.mjs PORT PROCESSES CONTEXT
// The database is named by PGHOST, PGPORT, PGUSER and PGDATABASE; CONTEXT is a JSON object of settings, set for each request.

import cluster from "node:cluster";
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const [port, processes, context] = process.argv.slice(2);
const workers = Number(processes);

async function serve() {
  const pgSettings = JSON.parse(context);
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ poolConfig: { max: Math.ceil(16 / workers) }, schemas: ["public"] })],
    grafserv: { graphiql: false, watch: false },
    grafast: { explain: false, context: () => ({ pgSettings }) },
  });
  const server = createServer();
  server.on("error", (error) => {
    console.error(error);
    process.exit(1);
  });
  await instance.createServ(grafserv).addTo(server);
  server.listen(Number(port), "127.0.0.1");
}

if (cluster.isPrimary && 1 < workers) {
  for (let started = 0; started < workers; started++) cluster.fork();
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
} else {
  await serve();
}
