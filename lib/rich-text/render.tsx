import { renderJSONContentToReactElement } from "@tiptap/static-renderer/json/react";
import type { ReactNode } from "react";
import { type Body, isSafeHref } from "./document";

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

/** What somebody wrote, as elements. Works on the server and in the browser, and costs neither an editor nor a schema. */
export function RichText({ body }: { body: Body }) {
  return renderJSONContentToReactElement(tags)({ content: body });
}
