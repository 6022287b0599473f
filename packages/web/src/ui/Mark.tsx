/** Sotto's mark: a voice (the dot) under a sheltering arch. */

/** The mark; decorative. */
export function Mark({ class: extra }: { readonly class?: string }) {
  return (
    <svg class={`mark ${extra ?? ''}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="48" height="48" rx="13" />
      <path class="mark-arch" d="M12.5 29.5V26a11.5 11.5 0 0 1 23 0v3.5" />
      <circle class="mark-voice" cx="24" cy="29.5" r="4.75" />
    </svg>
  );
}
