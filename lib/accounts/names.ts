import { rectifyConfusion } from "unicode-confusables";

/** Names that would speak for the house. What looks like one of them is kept as well. */
const reserved = [
  ...["Editors", "editor", "editorial", "moot", "admin", "admins", "administrator", "root", "system", "sysadmin"],
  ...["moderator", "moderators", "mod", "mods", "curator", "curators", "member", "staff", "team", "official"],
  ...["support", "help", "security", "abuse", "webmaster", "postmaster", "noreply", "no-reply"],
  ...["formermember", "former-member", "former_member", "deleted", "anonymous", "nobody", "everyone", "unknown"],
  ...["me", "null", "undefined", "api", "settings", "signin", "signup"],
];

const letters = /^[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}_-]*$/u;
/** Invisible ones among the letters and marks: Hangul fillers, variation selectors, the grapheme joiner. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;
/** More marks on one letter than any script needs: they would climb over the lines above. */
const heaped = /\p{M}{5}/u;

const nameLength = { min: 2, max: 32 } as const;

/** The form in which a name is kept. */
export const normalName = (typed: string): string => typed.normalize("NFC").trim();

/** Says what is wrong with a name, in the form of {@link normalName}; undefined where it may be taken if it is free. */
export function faultInName(name: string): string | undefined {
  const length = [...name].length;
  if (length < nameLength.min || length > nameLength.max) {
    return `A name has ${nameLength.min} to ${nameLength.max} characters.`;
  }
  if (!letters.test(name) || invisible.test(name) || heaped.test(name)) {
    return "A name is made of letters, digits, - and _, and begins with a letter or digit.";
  }
  if (reservedSkeletons.has(skeletonOf(name)) || reservedSkeletons.has(skeletonOf(look(name)))) {
    return "This name is kept for the house. Choose another.";
  }
  return undefined;
}

/** As it looks, capitals as they stand. */
const look = (text: string): string => rectifyConfusion(text.normalize("NFD")).normalize("NFD");

/**
 * What a name looks like to an eye that ignores case (UTS #39 skeleton). Two names with the same one can be taken for
 * each other. A small i counts as l, because its capital looks like one: Ian, ian and lan are one name.
 */
export function skeletonOf(name: string): string {
  let text = name;
  for (let i = 0; i < 8; i++) {
    const next = look(text.toLowerCase()).toLowerCase().replaceAll("i", "l").normalize("NFD");
    if (next === text) break;
    text = next;
  }
  return text;
}

/**
 * Every skeleton that a new name must not meet among the existing ones. The second is that of the capitals as they
 * look: a Greek ΗELLO folds to ηello, which looks like nothing, but is read as HELLO.
 */
export const skeletonsToAvoid = (name: string): string[] => [...new Set([skeletonOf(name), skeletonOf(look(name))])];

const reservedSkeletons = new Set(reserved.map(skeletonOf));

/**
 * A name that may be taken, made of the one that a person has elsewhere; `attempt` 0 keeps it, later ones number it.
 * `chance` is any short string of digits.
 */
export function nameFrom(elsewhere: string, attempt: number, chance: string): string {
  const kept =
    normalName(elsewhere)
      .replace(/\s+/gu, "-")
      .match(/[\p{L}\p{M}\p{Nd}_-]/gu)
      ?.filter((c) => !invisible.test(c))
      .join("")
      .replace(/^[\p{M}_-]+|[_-]+$/gu, "") ?? "";
  const suffix = attempt === 0 ? "" : `-${attempt < 10 ? attempt + 1 : chance}`;
  const base = [...(kept || "arguer")].slice(0, nameLength.max - suffix.length).join("");
  const name = normalName(`${base}${suffix}`);
  return faultInName(name) === undefined ? name : normalName(`arguer-${chance}`);
}
