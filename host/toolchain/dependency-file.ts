/** The files that a compiler read, from the make rule that it writes with -MD. */

/** `object.o: a.c \` newline `  dir/b\ c.h`: the names behind the colon, unescaped. */
export function parseDependencies(rule: string): string[] {
  const names = rule.replace(/\\\r?\n/g, " ").replace(/^(?:\\.|[^:\\]|:(?!\s))*:\s/, "");
  return (names.match(/(?:\\[ #]|\$\$|\S)+/g) ?? []).map((name) =>
    name.replace(/\\([ #])/g, "$1").replace(/\$\$/g, "$"),
  );
}
