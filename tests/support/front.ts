import http from "node:http";
import type { AddressInfo } from "node:net";

/** What stands before several nodes: one address, and each request goes to the next of them, or to the one that is chosen. */
export async function openFront(nodes: { url: string }[]) {
  let chosen: number | undefined;
  let turn = 0;
  const server = http.createServer((req, res) => {
    const node = nodes[chosen ?? turn++ % nodes.length];
    const { hostname, port } = new URL(node?.url ?? "");
    const { method, url: path, headers } = req;
    const passed = http.request({ hostname, port, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(res);
    });
    passed.on("error", () => res.destroy());
    req.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on that node answers; undefined: each in turn. */
    choose(node: number | undefined) {
      chosen = node;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
