/** Where pictures go: the corner the self view snaps to, and whether a picture may be cropped. Pure geometry. */

/** A corner of the call screen. */
export interface Corner {
  readonly vertical: 'top' | 'bottom';
  readonly horizontal: 'left' | 'right';
}

/** Width and height in any unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Largest part of a picture that may be cut away to fill the screen; a face in the middle survives a third. */
const MAX_CROP = 0.35;

/** The corner nearest to a point of an area. */
export function nearestCorner(x: number, y: number, area: Size): Corner {
  return {
    vertical: y < area.height / 2 ? 'top' : 'bottom',
    horizontal: x < area.width / 2 ? 'left' : 'right',
  };
}

/** The corner an arrow key leads to; `undefined` for other keys. */
export function moveCorner(corner: Corner, key: string): Corner | undefined {
  switch (key) {
    case 'ArrowUp':
      return { ...corner, vertical: 'top' };
    case 'ArrowDown':
      return { ...corner, vertical: 'bottom' };
    case 'ArrowLeft':
      return { ...corner, horizontal: 'left' };
    case 'ArrowRight':
      return { ...corner, horizontal: 'right' };
    default:
      return undefined;
  }
}

/** `cover` fills the box and crops; `contain` shows everything, as for an upright picture on a wide screen. */
export function pictureFit(picture: Size, box: Size): 'cover' | 'contain' {
  if (picture.width * picture.height * box.width * box.height === 0) return 'cover';
  const ratio = picture.width / picture.height / (box.width / box.height);
  return 1 - Math.min(ratio, 1 / ratio) <= MAX_CROP ? 'cover' : 'contain';
}
