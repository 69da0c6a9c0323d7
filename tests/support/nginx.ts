import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import https from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/cli/bench/children";
import { root } from "./server";

/** nginx is no package of the registry: where the machine has none, there is nothing to try its configuration with. */
export const nginxIsThere = spawnSync("nginx", ["-v"]).status === 0 && spawnSync("openssl", ["version"]).status === 0;

/** The configuration that Moot comes with, on free ports and with a certificate of its own, in front of a running Moot. */
export async function startNginx(mootPort: number) {
  const folder = await mkdtemp(path.join(tmpdir(), "moot-nginx-"));
  const [plain, tls] = [await freePort(), await freePort()];
  const [key, certificate] = [path.join(folder, "key.pem"), path.join(folder, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  execFileSync("openssl", [...request, "-subj", "/CN=moot.example", "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  const given = await readFile(path.join(root, "docs/nginx.conf"), "utf8");
  const site = given
    .replaceAll("127.0.0.1:3000", `127.0.0.1:${mootPort}`)
    .replaceAll("/var/cache/nginx/moot", path.join(folder, "cache"))
    .replaceAll("/etc/ssl/moot.example.pem", certificate)
    .replaceAll("/etc/ssl/moot.example.key", key)
    .replaceAll(/listen \[::\]:\d+[^;]*;/g, "")
    .replace("listen 80;", `listen 127.0.0.1:${plain};`)
    .replace("listen 443 ssl", `listen 127.0.0.1:${tls} ssl`);
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${path.join(folder, name)};`,
  );
  // Started by root, its workers would be somebody else, whom this folder doesn't let in.
  const asOneself = process.getuid?.() === 0 ? "user root;\n" : "";
  const file = path.join(folder, "nginx.conf");
  await writeFile(
    file,
    `${asOneself}pid ${folder}/pid;\nerror_log stderr warn;\nevents {}\nhttp { access_log off; ${folders.join(" ")}\n${site}\n}\n`,
  );
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
