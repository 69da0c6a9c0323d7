import http from "node:http";
import next from "next";
import { providePageCache } from "../../lib/web/server/page-cache.js";

/** Next by itself, without the server in front: what its own cache answers. Plain JavaScript, as it is in production. */
const port = Number(process.env.PORT);
providePageCache();
const app = next({ dev: false, dir: process.argv[2] ?? ".", hostname: "localhost", port, quiet: true });
await app.prepare();
const handle = app.getRequestHandler();
http
  .createServer((req, res) => void handle(req, res))
  .listen(port, "127.0.0.1", () => process.stdout.write("Next is open\n"));
process.on("SIGTERM", () => process.exit(0));
