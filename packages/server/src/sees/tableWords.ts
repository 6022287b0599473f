/** What each table and column of the database holds and gives away. Printed into docs/what-the-server-sees.md. */
import type { Tables } from '../db/tables.ts';
import type { TableWords } from './words.ts';

const NOTHING = 'Nothing.';
const MAILBOX_NUMBER = {
  what: 'The number of its mailbox.',
  kind: 'number',
  tells: 'Which mailbox it belongs to.',
} as const;
const LINK_NUMBER = { what: 'The number of its link.', kind: 'number', tells: 'Which link.' } as const;

/** Every table of ours, in the order of the page. */
export const TABLE_WORDS: { readonly [Table in keyof Tables]: TableWords<keyof Tables[Table] & string> } = {
  mailbox: {
    row: 'One direction between two contacts. A conversation has two of them, and nothing joins the two.',
    kept: 'Until its owner deletes it or was not there for `SOTTO_MAILBOX_DAYS` (365). One whose invitation nobody used: 120 days.',
    columns: {
      key: {
        what: 'A number of the server’s own, counted up, never used again.',
        kind: 'number',
        tells:
          'The order in which mailboxes were made. The two of a conversation are often made within moments of each other, and then have numbers close together: on a server with few people a fair guess at a pair, though not at who they are.',
      },
      receiveId: {
        what: 'The name under which the owner fetches.',
        kind: 'random',
        tells: 'Nothing by itself. Fetching takes the owner’s key, too.',
      },
      sendId: {
        what: 'The name under which the one sender writes.',
        kind: 'derived',
        tells:
          'For an inviter’s mailbox it follows from the invitation’s token, which it does not reveal: whoever has both an invitation and the file finds the mailbox that it led to. Otherwise it is random.',
      },
      ownerKey: {
        what: 'The key that proves the owner.',
        kind: 'public key',
        tells: 'Nothing: made for this mailbox alone, so two mailboxes of one person have nothing in common.',
      },
      senderKey: {
        what: 'The key that proves the sender.',
        kind: 'public key',
        kept: 'From the first `bindSender` on.',
        tells: 'Whether the invitation was taken up. The key was made for this mailbox alone.',
      },
      bindBefore: {
        what: 'Until when a sender may be bound.',
        kind: 'time',
        kept: 'Until one is bound.',
        tells: 'When an invitation was made that nobody took up: 30 days before.',
      },
      seenDay: {
        what: 'The day on which the owner was last there.',
        kind: 'day',
        tells:
          'How long somebody has been away: the day, not the hour. All boxes of one person usually have the same day.',
      },
      lastSeq: {
        what: 'How many messages were ever accepted.',
        kind: 'number',
        tells: 'How busy this direction is. Texts, receipts and everything about calls count alike.',
      },
      blobCount: {
        what: 'How many messages wait, and a will.',
        kind: 'number',
        tells: 'Whether the owner is behind.',
      },
      blobBytes: { what: 'Their sizes together.', kind: 'number', tells: 'As the sizes of the blobs.' },
    },
  },
  blob: {
    row: 'One sealed message that waits for its owner.',
    kept: 'Until its owner has it, at most 21 days.',
    columns: {
      id: {
        what: 'A number of the server’s own.',
        kind: 'number',
        tells: 'The order of arrival over all mailboxes of what waits now.',
      },
      mailbox: MAILBOX_NUMBER,
      seq: { what: 'Its position in the mailbox.', kind: 'number', tells: 'As `mailbox.lastSeq`.' },
      time: {
        what: 'When it was accepted, to the millisecond.',
        kind: 'time',
        tells:
          'When somebody wrote. What came into several mailboxes in the same moment may be from one person; two that fill by turns look like a conversation.',
      },
      bytes: {
        what: 'The message: encrypted, and padded to 1, 4, 16 or 64 KiB.',
        kind: 'sealed',
        tells: 'Its size in four steps. A text, a receipt and a ringing call may look the same.',
      },
    },
  },
  invitation: {
    row: 'An invitation that nobody has used.',
    kept: 'Until it is used or withdrawn, at most 30 days.',
    columns: {
      mailbox: MAILBOX_NUMBER,
      bytes: {
        what: 'What the guest’s app needs, encrypted under a key from the token in the invitation.',
        kind: 'sealed',
        tells: 'That an invitation is open, and the length of what is in it.',
      },
    },
  },
  will: {
    row: 'A sealed message that is to be delivered should its sender vanish: now, the end of a call.',
    kept: 'As long as the call; after a cut connection it becomes an ordinary message within minutes. At most 21 days.',
    columns: {
      mailbox: {
        ...MAILBOX_NUMBER,
        tells: 'That a call runs or rings through this mailbox, at the moment the file is taken.',
      },
      time: { what: 'When it was set.', kind: 'time', tells: 'When that call began.' },
      wake: {
        what: 'How loudly to wake the owner’s closed app: `ring`, `message` or `none`.',
        kind: 'choice',
        tells: 'Nothing: the app always says `none` here.',
      },
      bytes: { what: 'As in `blob`.', kind: 'sealed', tells: 'Its size in four steps.' },
    },
  },
  link: {
    row: 'One call link. What is left of a dead one keeps its id from being taken over.',
    kept: 'For ever; keys and record only while the link lives.',
    columns: {
      key: {
        what: 'A number of the server’s own, counted up, never used again.',
        kind: 'number',
        tells:
          'The order in which links were made, dead ones included. Links made one right after the other may be one person’s, or not.',
      },
      linkId: {
        what: 'The name under which the link is found.',
        kind: 'derived',
        tells:
          'Nothing by itself. It follows from the token, which it does not reveal: whoever has both a link and the file finds its row. It does not open the link.',
      },
      state: {
        what: '`active`, `revoked` or `expired`.',
        kind: 'choice',
        tells: 'Whether the link lives, and how it died.',
      },
      adminKey: {
        what: 'The key that proves its host.',
        kind: 'public key',
        kept: 'While the link lives.',
        tells: 'Nothing: made for this link alone, so two links of one host have nothing in common.',
      },
      authKey: {
        what: 'The public half of a key that follows from the token: proves that somebody holds the link.',
        kind: 'public key',
        kept: 'While the link lives.',
        tells: 'Nothing; it opens nothing.',
      },
      record: {
        what: 'Name, kind, policy, opening hours, hosts and bans, encrypted under a key from the token.',
        kind: 'sealed',
        kept: 'While the link lives.',
        tells: 'Its size in steps: 4 KiB, and 16 KiB where more than about sixty hosts and bans are in it.',
      },
      version: {
        what: 'A number that grows with each change.',
        kind: 'number',
        tells: 'Usually how often the host has changed the link.',
      },
      days: {
        what: 'After how many unused days it expires.',
        kind: 'number',
        tells: 'A choice of the host.',
      },
      once: { what: 'Whether it is for one call only.', kind: 'choice', tells: 'A choice of the host.' },
      people: { what: 'The most people in its call.', kind: 'number', tells: 'A choice of the host.' },
      usedDay: {
        what: 'The day of its last call, or on which it was made.',
        kind: 'day',
        tells: 'When the link was last used. The day, not the hour; earlier days are forgotten.',
      },
      wasUsed: {
        what: 'Whether two people were ever in its call.',
        kind: 'choice',
        tells: 'That.',
      },
    },
  },
  room: {
    row: 'One call that runs behind a link.',
    kept: 'While the call runs.',
    columns: {
      link: LINK_NUMBER,
      roomId: { what: 'Names this call.', kind: 'random', tells: NOTHING },
      epoch: {
        what: 'How many changes of the group there were.',
        kind: 'number',
        tells: 'How much coming and going there was.',
      },
    },
  },
  member: {
    row: 'One stay of one person in a running call.',
    kept: 'While the person is in the call; after a cut connection two minutes more.',
    columns: {
      key: {
        what: 'A number of the server’s own, counted up.',
        kind: 'number',
        tells: 'The order of joining, over all calls that run.',
      },
      link: LINK_NUMBER,
      seat: {
        what: 'Names this stay.',
        kind: 'random',
        tells:
          'How many are in the call. Who comes back, or goes to another call, has another one: stays of one person have nothing in common.',
      },
      seatKey: {
        what: 'The key that proves this stay after a reconnection.',
        kind: 'public key',
        tells: 'Nothing: made for this stay alone.',
      },
    },
  },
  linkNote: {
    row: 'One note that somebody has left at a link for its host.',
    kept: 'Until the host’s app has taken it, or the link dies. At most twelve of a link.',
    columns: {
      key: {
        what: 'A number of the server’s own, counted up.',
        kind: 'number',
        tells: 'The order in which notes were left, over all links.',
      },
      link: LINK_NUMBER,
      noteId: { what: 'Names this note.', kind: 'random', tells: NOTHING },
      bytes: {
        what: 'A short text and a name, encrypted for the host alone: others who hold the link cannot read it either.',
        kind: 'sealed',
        tells: 'Nothing but that there is one: all have the same size.',
      },
    },
  },
  roomCommit: {
    row: 'One change of a running call’s group, kept for members who were cut off.',
    kept: 'The newest 64 of a call, while it runs.',
    columns: {
      link: LINK_NUMBER,
      epoch: { what: 'Which change it is.', kind: 'number', tells: 'The order of changes.' },
      seat: { what: 'Whose change it is.', kind: 'random', tells: 'Which stay let in or removed others.' },
      bytes: {
        what: 'The change itself, encrypted.',
        kind: 'sealed',
        tells: 'Its length: it grows with the group and with how many came in.',
      },
    },
  },
};

/** Tables that the database and its migrations keep for themselves. */
export const BOOKKEEPING_WORDS: Readonly<Record<string, TableWords>> = {
  kysely_migration: {
    row: 'One step of the database’s own history.',
    kept: 'For ever.',
    columns: {
      name: { what: 'Which step.', kind: 'choice', tells: 'The version of the server.' },
      timestamp: {
        what: 'When it was taken.',
        kind: 'time',
        tells: 'When this server was installed or updated.',
      },
    },
  },
  kysely_migration_lock: {
    row: 'Keeps two updates apart.',
    kept: 'For ever.',
    columns: {
      id: { what: 'Always the same word.', kind: 'choice', tells: NOTHING },
      is_locked: { what: 'Whether an update runs.', kind: 'choice', tells: NOTHING },
    },
  },
  sqlite_sequence: {
    row: 'The highest number that a table has given out.',
    kept: 'For ever.',
    columns: {
      name: { what: 'Which table: `mailbox`, `link` or `member`.', kind: 'choice', tells: NOTHING },
      seq: {
        what: 'The number.',
        kind: 'number',
        tells: 'How many mailboxes and links were ever made here, and how often somebody joined a link call.',
      },
    },
  },
};
