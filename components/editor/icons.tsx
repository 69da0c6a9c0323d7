import type { ReactNode } from "react";

const drawn = (path: ReactNode) => (
  <svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.7"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    {path}
  </svg>
);

/** The toolbar's pictures, drawn on a grid of 20. */
export const icons = {
  bold: drawn(<path strokeWidth="2.4" d="M6 4h5a3 3 0 0 1 0 6H6zm0 6h6a3 3 0 0 1 0 6H6z" />),
  italic: drawn(<path d="M9 4h6M5 16h6M12 4 8 16" />),
  link: drawn(
    <path d="M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2L10 5.8M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1.1-1.1" />,
  ),
  heading: drawn(<path strokeWidth="2.2" d="M4.5 4v12M15.5 4v12M4.5 10h11" />),
  subheading: drawn(<path d="M6 7v9M14 7v9M6 11.5h8" />),
  bullets: drawn(
    <>
      <path d="M8 5h9M8 10h9M8 15h9" />
      <path strokeWidth="2.8" d="M3.6 5h.01M3.6 10h.01M3.6 15h.01" />
    </>,
  ),
  numbers: drawn(
    <>
      <path d="M9 5h8M9 10h8M9 15h8" />
      <path strokeWidth="1.4" d="M3 4l1.4-.8V8M2.8 12.6c.4-1 2.6-1 2.6.3 0 1-2.6 2-2.6 3.1h2.7" />
    </>,
  ),
  quotation: drawn(<path d="M8.5 5.5C5.5 6 4 8 4 11v3.5h4.5V10H5M16.5 5.5c-3 .5-4.5 2.5-4.5 5.5v3.5h4.5V10H13" />),
  code: drawn(<path d="M7 5.5 2.5 10 7 14.5M13 5.5 17.5 10 13 14.5" />),
  undo: drawn(<path d="M4 8h8.5a4 4 0 0 1 0 8H8M4 8l3.5-3.5M4 8l3.5 3.5" />),
  redo: drawn(<path d="M16 8H7.5a4 4 0 0 0 0 8H12M16 8l-3.5-3.5M16 8l-3.5 3.5" />),
} as const;

export type Icon = keyof typeof icons;
