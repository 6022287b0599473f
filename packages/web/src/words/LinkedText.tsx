/** What somebody wrote, with its web addresses to be tapped. */
import { splitLinks } from './splitLinks.ts';

/** The text. */
export function LinkedText({ text }: { readonly text: string }) {
  return (
    <>
      {splitLinks(text).map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
