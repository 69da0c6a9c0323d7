import { hash, verify } from "@node-rs/argon2";
import { once } from "@/lib/process";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; the id variant is the library's default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const passwordLength = { min: 10, max: 200 } as const;

/** The same password typed on two keyboards may come in two forms. */
const normal = (password: string) => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(normal(password), cost);

/** Takes as long where there is no hash to compare with, so that the time says nothing about whether a name exists. */
export async function passwordFits(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const standIn = once("password-stand-in", () => hashPassword("nobody has this password"));
  const fits = await verify(passwordHash ?? (await standIn), normal(password));
  return fits && passwordHash !== null && passwordHash !== undefined;
}
