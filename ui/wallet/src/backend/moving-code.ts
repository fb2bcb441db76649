// The code that moves, as the core makes it.

/** A code that moves: each picture is Base64 of its modules row by row, a bit each, the highest first, 1 for dark. */
export type MovingCode = {
  /** Modules a side, without the quiet zone. */ side: number;
  /** Pictures a second. */ rate: number;
  /** How many different ones a camera has to see at least. */ needed: number;
  pictures: string[];
  /** What to say at the desk, where the share is under six words. */ words: string[] | null;
};
