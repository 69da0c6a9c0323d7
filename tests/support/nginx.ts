import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/cli/bench/children";
import { configureNginx } from "@/cli/bench/nginx";

/** The configuration that Moot comes with, on free ports and with a certificate of its own, in front of a running Moot. */
export async function startNginx(mootPort: number) {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-nginx-"));
  const [plain, tls] = [await freePort(), await freePort()];
  const file = await configureNginx({ folder, ports: { moot: mootPort, site: tls, plain }, encrypted: true });
  const child = spawn("nginx", ["-c", file, "-e", "stderr", "-g", "daemon off;"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const gone = once(child, "exit");

  /** Asks under the public name, whatever the machine's resolver knows. */
  const ask = (address: string, headers: Record<string, string> = {}, method = "GET", body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const options = { port: tls, host: "127.0.0.1", path: address, method, rejectUnauthorized: false, agent: false };
      https
        .request(
          { ...options, servername: "moot.example", headers: { Host: "moot.example", ...headers } },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on("data", (chunk: Buffer) => chunks.push(chunk));
            answer.on("end", () =>
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers as Record<string, string | undefined>,
                text: Buffer.concat(chunks).toString(),
              }),
            );
          },
        )
        .on("error", reject)
        .end(body);
    });
  for (let tries = 0; ; tries++) {
    const up = await ask("/healthz").catch(() => null);
    if (up) break;
    if (tries > 50 || child.exitCode !== null) throw new Error(`nginx did not start:\n${errors}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    ask,
    plain: `http://127.0.0.1:${plain}`,
    errors: () => errors,
    async stop() {
      child.kill("SIGQUIT");
      const cut = setTimeout(() => child.kill("SIGKILL"), 2000);
      await gone;
      clearTimeout(cut);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Answer = { status: number; headers: Record<string, string | undefined>; text: string };
export type Nginx = Awaited<ReturnType<typeof startNginx>>;
