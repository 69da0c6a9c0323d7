/** How far a rule goes, as an admin sets it. */
export type Threshold = { label: string; byDefault: number; least: number; most: number };

type Words = {
  name: string;
  /** What it does, for those who read the list of rules. */
  does: string;
  /** Why it held something, for its author and its curator; null where it only refuses. */
  held: string | null;
  threshold: Threshold | null;
  /** Why it can't be turned off: it then carries out what was decided elsewhere. */
  alwaysOn: string | null;
};

/** What the rules of intake are called and how they are explained; what each does is in the file of its name. */
export const ruleWords = {
  "banned-domain": {
    name: "Banned sources",
    does: "Refuses what has its source, or a link in its text, on a site that is graded banned. It is the one rule that holds for curators too.",
    held: null,
    threshold: null,
    alwaysOn: "A ban is lifted by grading the site anew.",
  },
  "too-many-in-an-hour": {
    name: "Too many in an hour",
    does: "Refuses what a person attaches beyond so many within an hour, and says when to go on.",
    held: null,
    threshold: { label: "Contributions an hour", byDefault: 120, least: 1, most: 1000 },
    alwaysOn: null,
  },
  "claim-locked": {
    name: "Locked claims",
    does: "Holds what is attached to a claim whose lock says that new contributions are held.",
    held: "The claim is locked: new contributions wait for a curator",
    threshold: null,
    alwaysOn: "A lock is taken off at its claim.",
  },
  "same-text": {
    name: "The same text again",
    does: "Holds a text that stands in Moot already, whoever wrote it; case, spaces and punctuation don't count. Shorter texts are not compared.",
    held: "The same text stands elsewhere in this Moot",
    threshold: { label: "Compared from so many letters on", byDefault: 40, least: 1, most: 8000 },
    alwaysOn: null,
  },
  "too-many-links": {
    name: "Many links",
    does: "Holds a text with more links than this; the source's own address is not counted.",
    held: "It has many links",
    threshold: { label: "Links in one text", byDefault: 5, least: 0, most: 100 },
    alwaysOn: null,
  },
  "new-account": {
    name: "First contributions",
    does: "Holds what a person attaches until so many of their contributions were accepted.",
    held: "It is among the first from a new account",
    threshold: { label: "Accepted contributions needed", byDefault: 1, least: 1, most: 50 },
    alwaysOn: null,
  },
} as const satisfies Record<string, Words>;

export type RuleCode = keyof typeof ruleWords;

export const isRuleCode = (code: string): code is RuleCode => Object.hasOwn(ruleWords, code);

/** How a rule is set. Without a threshold: null. */
export type RuleSetting = { enabled: boolean; threshold: number | null };

/**
 * What holds where no admin said anything. In a new Moot everybody is new and nobody curates yet: were their first
 * contributions held, it would stay empty. An admin turns that on when there is a reason, and somebody to look at them.
 */
export const settingByDefault = (code: RuleCode): RuleSetting => ({
  enabled: code !== "new-account",
  threshold: ruleWords[code].threshold?.byDefault ?? null,
});

/** A setting in words: `on, 5`. */
export const settingInWords = ({ enabled, threshold }: RuleSetting): string =>
  [enabled ? "on" : "off", threshold].filter((part) => part !== null).join(", ");
