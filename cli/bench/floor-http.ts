import { readFileSync } from "node:fs";
import http from "node:http";

/** The floor of every page: Node's server sending these bytes and nothing else. */
const [file = "", encoding = "br"] = process.argv.slice(2);
const body = readFileSync(file);
const headers = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Encoding": encoding,
  "Content-Length": body.length,
};
http
  .createServer((_, res) => {
    res.writeHead(200, headers);
    res.end(body);
  })
  .listen(Number(process.env.PORT), "127.0.0.1", () => process.stdout.write("floor is open\n"));
process.on("SIGTERM", () => process.exit(0));
