/** In what order processes wait for an object or port; messages keep the order of their coming. */
export enum Discipline {
  /** Who came first. */
  FIFO = 0,
  /** The highest priority, among equals who came first. */
  PRIORITY = 1,
}
