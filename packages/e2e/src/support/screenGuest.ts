/** Somebody at a link whose page is the whole app: does things by commands, and by what is on screen. */
import type { LinkCallWorld, LinkGuest } from './linkCallWorld.ts';
import { createPerson, type Person } from './person.ts';

/** The guest, and its screen. */
export interface ScreenGuest extends LinkGuest {
  readonly screen: Person;
}

/** Opens a page that knows nothing yet, of a world whose pages have screens. */
export async function arriveAtScreen(world: LinkCallWorld, name: string): Promise<ScreenGuest> {
  const guest = await world.arrive(name);
  return { ...guest, screen: createPerson(guest.page) };
}
