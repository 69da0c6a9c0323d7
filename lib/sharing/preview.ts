import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { type Tally, voteLabels } from "@/lib/votes/votes";
import type { Card } from "./cards";
import { fontsFor } from "./fonts";
import { linesOf } from "./lines";

const previewSize = { width: 1200, height: 630 } as const;

const margin = 64;
const colours = {
  paper: "#fbfaf6",
  ink: "#1d1c1a",
  quiet: "#5f5c55",
  agree: "#1d5aa6",
  unsure: "#b9b5ab",
  disagree: "#c4580f",
} as const;
const rightToLeft = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** A picture of 1200 × 630 as PNG, which a chat program shows beside a link: legible when it is shown small. */
export async function drawPreview(
  card: Pick<Card, "over" | "text" | "tally" | "resolution" | "under">,
): Promise<Buffer> {
  const canvas = createCanvas(previewSize.width, previewSize.height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = colours.agree;
  pen.fillRect(0, 0, 14, canvas.height);

  write(pen, card.over, { size: 30, weight: 400, colour: colours.quiet, top: 56, height: 40, lines: 1 });
  const foot = card.tally ? 178 : 96;
  const room = { top: 116, height: canvas.height - 116 - foot };
  write(pen, card.text, { size: 78, weight: 600, colour: colours.ink, ...room, lines: 9, least: 40 });
  if (card.tally) drawTally(pen, canvas, card.tally);
  const under = [card.resolution, card.under].filter((line) => line !== null).join(" · ");
  const below = { weight: 400, colour: colours.quiet, top: 566, height: 40, lines: 1, beside: 130 } as const;
  write(pen, under, { size: 30, least: 22, ...below });
  pen.font = `600 30px ${fontsFor("Moot")}`;
  pen.fillStyle = colours.ink;
  pen.textAlign = "right";
  pen.direction = "ltr";
  pen.fillText("Moot", canvas.width - margin, 596);
  return canvas.encode("png");
}

type Setting = {
  /** In pixels; the text is set smaller, down to `least`, until it fits into `height` and `lines`. */
  size: number;
  least?: number;
  weight: 400 | 600;
  colour: string;
  top: number;
  height: number;
  lines: number;
  /** Room kept free at the line's end. */
  beside?: number;
};

function write(pen: SKRSContext2D, written: string, setting: Setting): void {
  // There is no font of pictures here: nothing is better than an empty box.
  const text = written.replace(/\p{Extended_Pictographic}\uFE0F?/gu, "");
  const { weight, colour, top, height } = setting;
  const width = previewSize.width - 2 * margin - (setting.beside ?? 0);
  const fonts = fontsFor(`${text}…`);
  const backwards = rightToLeft.test(text);
  pen.fillStyle = colour;
  pen.direction = backwards ? "rtl" : "ltr";
  pen.textAlign = backwards ? "right" : "left";
  const least = setting.least ?? setting.size;
  for (let size = setting.size; ; size -= 2) {
    pen.font = `${weight} ${size}px ${fonts}`;
    const step = size * 1.22;
    const most = Math.min(setting.lines, Math.max(1, Math.floor(height / step)));
    const { lines, whole } = linesOf(text, width, most, (part) => pen.measureText(part).width);
    if (!whole && size > least) continue;
    const x = backwards ? previewSize.width - margin : margin;
    for (const [index, line] of lines.entries()) pen.fillText(line, x, top + size * 0.95 + index * step);
    return;
  }
}

/** The whole distribution, in the order of the page: a bar, and under it each share with its count, and N. */
function drawTally(pen: SKRSContext2D, { width }: Canvas, tally: Tally): void {
  const bar = { left: margin, top: 476, width: width - 2 * margin, height: 26 };
  pen.fillStyle = colours.unsure;
  pen.fillRect(bar.left, bar.top, bar.width, bar.height);
  let left = bar.left;
  for (const value of ["agree", "unsure", "disagree"] as const) {
    const share = tally.total === 0 ? 0 : tally[value] / tally.total;
    pen.fillStyle = colours[value];
    pen.fillRect(left, bar.top, share * bar.width, bar.height);
    left += share * bar.width;
  }
  const counts = (["agree", "unsure", "disagree"] as const).map(
    (value) => `${voteLabels[value]} ${tally[value].toLocaleString("en")}`,
  );
  const said = tally.total === 0 ? "No votes yet" : `${counts.join(" · ")} · N = ${tally.total.toLocaleString("en")}`;
  write(pen, said, { size: 34, weight: 600, colour: colours.ink, top: 514, height: 44, lines: 1 });
}
