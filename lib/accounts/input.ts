import { z } from "zod";
import { optionalText, typedText } from "@/lib/text";
import { roles } from "./accounts";
import { faultInName, normalName } from "./names";
import { passwordLength } from "./passwords";

const text = (error: string) => z.string({ error });

export const nameInput = text("Choose a name.")
  .transform(normalName)
  .superRefine((name, issues) => {
    const fault = faultInName(name);
    if (fault) issues.addIssue({ code: "custom", message: fault });
  });

const passwordInput = text("Choose a password.")
  .min(passwordLength.min, `A password has at least ${passwordLength.min} characters. A few words together do well.`)
  .max(passwordLength.max, `A password has at most ${passwordLength.max} characters.`)
  .refine((password) => password.isWellFormed(), "This password holds characters that can't be read. Type it anew.");

export const signUpInput = z.object({ name: nameInput, password: passwordInput });

/** Loose on purpose: what is wrong with a name or password that nobody can have is not said here. */
export const signInInput = z.object({
  name: text("Type your name.").min(1, "Type your name.").max(200, "No name is that long.").transform(normalName),
  password: text("Type your password.").min(1, "Type your password.").max(1000, "No password is that long."),
});

export const passwordChangeInput = z.object({
  /** Missing where the account has no password yet. */
  current: z.string().max(1000).nullish(),
  password: passwordInput,
  /** Whether programs that have a token go on as before. */
  keepTokens: z.boolean().default(false),
});

/** The form in which a mail address is kept and compared. */
export const normalMail = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();

export const mailInput = z.object({
  email: text("Type a mail address.")
    .transform(normalMail)
    .pipe(z.email("This is not a mail address.").max(254, "A mail address has at most 254 characters.")),
});

export const tokenInput = z.object({
  name: typedText("The token's name", 60).refine((name) => name.length > 0, "Say what the token is for."),
  scope: z.enum(["read", "write"], { error: "A token may read, or read and write." }),
});

export const roleInput = z.object({
  role: z.enum(roles, { error: "Choose a role." }),
  /** The slug of the one essay that a curator is to look after; none means all. */
  essay: z
    .string()
    .max(200)
    .nullish()
    .transform((slug) => slug || null),
  reason: typedText("The reason", 500).refine((reason) => reason.length > 0, "Say why."),
});

export const banInput = z.object({
  reason: typedText("The reason", 500).refine((reason) => reason.length > 0, "Say why."),
  /** Days; none means until it is lifted. */
  days: z.coerce
    .number({ error: "A number of days." })
    .int("Whole days.")
    .min(1, "At least a day.")
    .max(3650)
    .nullish(),
  /** Whether what they attached is held meanwhile. */
  hides: z.boolean().default(false),
});

export const unbanInput = z.object({ reason: optionalText("The reason", 500) });

export const resetInput = z.object({ secret: z.string().max(200), password: passwordInput });

export const renameInput = z.object({ name: nameInput });

/** What comes with the link in a mail: a name, where the address is new here. */
export const mailArrivalInput = z.object({ secret: z.string().max(200), name: z.string().max(400).nullish() });

/** The account's own name, typed to confirm. */
export const deletionInput = z.object({ name: text("Type your name.").max(400).transform(normalName) });
