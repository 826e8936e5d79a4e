/** A run that went wrong, or samples that are not there: there is no figure to tell. */
export class BenchFailure extends Error {}
