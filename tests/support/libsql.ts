import { rm } from "node:fs/promises";
import path from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "@/cli/bench/children";
import { type Sqld, startSqld } from "@/db/sqld";
import { testFolder } from "./folder";

/** A libSQL server that can die and come back on the same data and the same ports. */
export type Store = {
  url: string;
  /** As a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

export type Stores = {
  primary: Store;
  replicas: Store[];
  /** Where the primary's operator is listened to. */
  admin: string;
  stop(): Promise<void>;
};

/** A primary and so many replicas, real, each with a folder of its own. */
export async function startStores({ replicas = 0 } = {}): Promise<Stores> {
  const folder = await testFolder("libsql");
  const grpc = await freePort();
  const admin = await freePort();
  const primary = await store({ folder: path.join(folder, "primary"), ports: { http: await freePort(), grpc, admin } });
  const copies: Store[] = [];
  for (let i = 0; i < replicas; i += 1) {
    const ports = { http: await freePort() };
    copies.push(await store({ folder: path.join(folder, `replica-${i}`), ports, follows: grpc }));
  }
  return {
    primary,
    replicas: copies,
    admin: `http://127.0.0.1:${admin}`,
    async stop() {
      await Promise.all([primary, ...copies].map((one) => one.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same, for as long as the test runs. */
export async function storesForTest(options: { replicas?: number } = {}): Promise<Stores> {
  const stores = await startStores(options);
  onTestFinished(() => stores.stop());
  return stores;
}

async function store(options: Parameters<typeof startSqld>[0]): Promise<Store> {
  let running: Sqld = await startSqld(options);
  return {
    url: running.url,
    async kill() {
      const gone = new Promise((resolve) => running.process.once("exit", resolve));
      running.process.kill("SIGKILL");
      await gone;
    },
    async start() {
      running = await startSqld(options);
    },
    stop: () => running.stop(),
  };
}
