declare module "unicode-confusables" {
  /** Each character replaced by the prototype of those it can be taken for (UTS #39); zero-width ones left out. */
  export function rectifyConfusion(text: string): string;
}
