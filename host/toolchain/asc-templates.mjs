// Template strings for programs with several threads. The compiler has a string of three parts or more put together in an
// array that exists once: two processes in the same line would mix theirs. Strings of two parts it puts together at once,
// so `a${x}b${y}` becomes `${`a${x}`}${`b${y}`}`, where the program uses processes. Plain JavaScript, for the thread that
// runs the compiler.

const APEX = /bulkhead\/partition\/apex\//;

export class TemplatesOfTwo {
  afterParse({ sources }) {
    if (sources.some(({ normalizedPath }) => APEX.test(normalizedPath))) visit(sources, new Set());
  }
}

/** Goes through the syntax tree, whose nodes are all that has a range, and replaces templates in their parents. */
function visit(parent, seen) {
  for (const [key, child] of Object.entries(parent)) {
    if (!isNode(child) || seen.has(child)) continue;
    seen.add(child);
    visit(child, seen);
    if (isTemplate(child) && child.expressions.length > 1) parent[key] = ofTwo(child);
  }
}

const isNode = (value) => Array.isArray(value) || (value !== null && typeof value === "object" && "range" in value);
const isTemplate = (node) => "parts" in node && "rawParts" in node && node.tag === null;

function ofTwo({ constructor: Template, parts, expressions, range }) {
  const template = (texts, values) => new Template(null, texts, texts, values, range);
  let pieces = expressions.map((value, at) => (parts[at] ? template([parts[at], ""], [value]) : value));
  while (pieces.length > 1) {
    const pairs = [];
    for (let at = 0; at < pieces.length; at += 2) {
      const pair = pieces.slice(at, at + 2);
      pairs.push(pair.length > 1 ? template(["", "", ""], pair) : pair[0]);
    }
    pieces = pairs;
  }
  const tail = parts[parts.length - 1];
  return tail ? template(["", tail], pieces) : pieces[0];
}
