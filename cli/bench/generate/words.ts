import type { Chance } from "./chance";

const list = (text: string) => text.trim().split(/\s+/) as [string, ...string[]];

const nouns = list(`model weight licence release benchmark paper lab server cost funding community fork audit dataset
  training inference hardware grant vendor regulator contract patent cluster compiler maintainer foundation standard
  review estimate survey regression sample incident patch download tokenizer preprint budget forecast critic user`);
const verbs = list(`limits requires explains predicts weakens outpaces follows depends_on replaces improves delays
  contradicts measures funds rewards exposes reproduces ignores overstates confirms`);
const qualities = list(`open closed public private large small recent early costly cheap careful partial independent
  reproducible narrow broad official unpublished commercial academic`);
const links = list("because although while whereas unless until since where");

/** A sentence of words that debates use; it says nothing. */
export function sentence(chance: Chance): string {
  const half = () =>
    `the ${chance.pick(qualities)} ${chance.pick(nouns)} ${chance.pick(verbs).replace("_", " ")} ${chance.pick(qualities)} ${chance.pick(nouns)}s`;
  const whole = `${half()} ${chance.pick(links)} ${half()}`;
  return `${whole[0]?.toUpperCase()}${whole.slice(1)}.`;
}

export const sentences = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => sentence(chance)).join(" ");

export const noun = (chance: Chance): string => chance.pick(nouns);

const syllables = [..."bdfgkmnpstvz"].flatMap((consonant) => [..."aeou"].map((vowel) => consonant + vowel));

/** A name that can be said, another for each number. */
export function nameOf(number: number): string {
  let name = "";
  for (let rest = number + syllables.length ** 2; rest > 0; rest = Math.floor(rest / syllables.length)) {
    name = (syllables[rest % syllables.length] ?? "") + name;
  }
  return name;
}

const alphabet = "bcdfghjkmnpqrstvwxyz23456789";
const ids = BigInt(alphabet.length) ** 9n;

/** A public id as `newId` of lib makes them, another for each number: the numbers are scattered over all ids there are. */
export function idOf(number: number): string {
  let rest = (BigInt(number) * 6_364_136_223_846_793_005n) % ids;
  let id = "";
  for (let i = 0; i < 9; i++) {
    id += alphabet[Number(rest % BigInt(alphabet.length))];
    rest /= BigInt(alphabet.length);
  }
  return id;
}
