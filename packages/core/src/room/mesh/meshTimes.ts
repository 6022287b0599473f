/** Times of the connections of a link call, in milliseconds (spec/room.md, "Times"). */
export const MESH_TIMES = {
  /** Without a path for so long, a connection that has never had one is begun anew. */
  connecting: 30_000,
  /** From the end of a connection's patience to the next attempt. */
  again: 5000,
  /** After a removal the others may have the new key a moment later: then pictures begin anew. */
  refreshes: [300, 1000],
  /** How often it is looked who speaks. */
  listen: 400,
  /** The picture of somebody who has just joined comes as high as it can before a screen has asked for it. */
  newcomer: 1500,
} as const;

/** Root mean square of the sound from which on somebody speaks, 0–1; a quiet room is far below. */
export const SPEECH_LOUDNESS = 0.02;
