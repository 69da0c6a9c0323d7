import { renderJSONContentToReactElement } from "@tiptap/static-renderer/json/react";
import type { ReactNode } from "react";
import { type EssayBody, headingLevels, isSafeHref } from "./document";
import { type Stretch, type Stretched, withStretches } from "./stretches";

type Props = { children?: ReactNode; node: { attrs?: Record<string, unknown> } };
type MarkProps = { children?: ReactNode; mark: { attrs?: Record<string, unknown> } };

/**
 * The only tags that a text can become. A type that isn't here is left out and its text stays, should an older or newer
 * Moot have stored one.
 */
const tags = {
  nodeMapping: {
    doc: ({ children }: Props) => <>{children}</>,
    text: ({ node }: { node: { text?: string } }) => node.text ?? "",
    paragraph: ({ children }: Props) => <p dir="auto">{children}</p>,
    heading: ({ node, children }: Props) => {
      const Heading = `h${headingLevels.find((level) => level === node.attrs?.level) ?? 3}` as const;
      return <Heading dir="auto">{children}</Heading>;
    },
    horizontalRule: () => <hr />,
    hardBreak: () => <br />,
    blockquote: ({ children }: Props) => <blockquote dir="auto">{children}</blockquote>,
    bulletList: ({ children }: Props) => <ul dir="auto">{children}</ul>,
    orderedList: ({ node, children }: Props) => (
      <ol
        dir="auto"
        {...(typeof node.attrs?.start === "number" && node.attrs.start !== 1 && { start: node.attrs.start })}
      >
        {children}
      </ol>
    ),
    listItem: ({ children }: Props) => <li dir="auto">{children}</li>,
  },
  markMapping: {
    bold: ({ children }: MarkProps) => <strong>{children}</strong>,
    italic: ({ children }: MarkProps) => <em>{children}</em>,
    code: ({ children }: MarkProps) => <code>{children}</code>,
    link: ({ mark, children }: MarkProps) =>
      isSafeHref(mark.attrs?.href) ? (
        <a href={mark.attrs.href} rel="ugc nofollow noopener">
          {children}
        </a>
      ) : (
        children
      ),
  },
  unhandledNode: ({ children }: Props) => <>{children}</>,
  unhandledMark: ({ children }: MarkProps) => <>{children}</>,
};

/**
 * A piece of text in the stretches `ids`, of which those in `begins` begin with it, and those in `ends` end. Where nothing
 * formats its words, `plain` are they; `children` is the piece in any case.
 */
export type StretchProps = Stretched["attrs"] & { children?: ReactNode };

type RichTextProps = {
  body: EssayBody;
  /** Stretches of its plain text, and what is drawn around the pieces of text in them. */
  stretches?: Stretch[];
  stretch?: (props: StretchProps) => ReactNode;
};

/** What somebody wrote, as elements. Works on the server and in the browser, and costs neither an editor nor a schema. */
export function RichText({ body, stretches = [], stretch }: RichTextProps) {
  if (!stretch) return renderJSONContentToReactElement(tags)({ content: body });
  const stretched = ({ mark, children }: MarkProps) => stretch({ ...(mark.attrs as Stretched["attrs"]), children });
  const withMark = { ...tags, markMapping: { ...tags.markMapping, stretched } };
  return renderJSONContentToReactElement(withMark)({ content: withStretches(body, stretches) });
}
