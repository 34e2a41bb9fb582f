/** A small server made of the public reference parts: what the runners must find faultless. */
import { createServer } from "node:http";
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { createHandler } from "graphql-http/lib/use/http";
import { createHandler as createSse } from "graphql-sse/lib/use/http";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const field = (type, resolve, more = {}) => ({ type: new GraphQLNonNull(type), resolve, ...more });

async function* ticks() {
  for (let n = 1; ; n += 1) {
    yield { tick: n };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: "Query", fields: { hello: field(GraphQLString, () => "您好") } }),
  mutation: new GraphQLObjectType({ name: "Mutation", fields: { nothing: field(GraphQLInt, () => 0) } }),
  subscription: new GraphQLObjectType({ name: "Subscription", fields: { tick: field(GraphQLInt, undefined, { subscribe: ticks }) } }),
});

/** Listens; `guard` may refuse a request (return true after answering it). Stopped when the test ends. */
export async function reference(t, guard = () => false) {
  const [http, sse] = [createHandler({ schema }), createSse({ schema })];
  const server = createServer((request, response) => {
    if (guard(request, response)) return;
    const handler = request.url.startsWith("/stream") ? sse : http;
    handler(request, response);
  });
  const sockets = new WebSocketServer({ server, path: "/graphql" });
  useServer({ schema }, sockets);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    sockets.clients.forEach((one) => one.terminate());
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address();
  return { http: `http://127.0.0.1:${port}/graphql`, ws: `ws://127.0.0.1:${port}/graphql`, sse: `http://127.0.0.1:${port}/stream` };
}
