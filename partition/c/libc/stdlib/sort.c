// Sorting and searching arrays.
#include <stdint.h>
#include <stdlib.h>

#include "../weak.h"

typedef int comparison(const void *left, const void *right);

static void swap(char *left, char *right, size_t size) {
  for (; size >= 4; size -= 4, left += 4, right += 4) {
    uint32_t word = *(uint32_t *)left;
    *(uint32_t *)left = *(uint32_t *)right;
    *(uint32_t *)right = word;
  }
  for (; size > 0; size--, left++, right++) {
    char byte = *left;
    *left = *right;
    *right = byte;
  }
}

// Lets the element at `root` sink in the heap of the first `count`: each element is no less than the two below it,
// those of element i being 2i + 1 and 2i + 2.
static void sink(char *base, size_t root, size_t count, size_t size, comparison *compare) {
  for (size_t below; (below = 2 * root + 1) < count; root = below) {
    char *child = base + below * size;
    if (below + 1 < count && compare(child, child + size) < 0) below++, child += size;
    if (compare(base + root * size, child) >= 0) return;
    swap(base + root * size, child, size);
  }
}

WEAK void qsort(void *base, size_t count, size_t size, comparison *compare) {
  for (size_t root = count / 2; root-- > 0;) sink(base, root, count, size, compare);
  for (size_t left = count; left > 1;) {
    swap(base, (char *)base + --left * size, size);
    sink(base, 0, left, size, compare);
  }
}

WEAK void *bsearch(const void *key, const void *base, size_t count, size_t size, comparison *compare) {
  const char *from = base;
  while (count > 0) {
    const char *middle = from + count / 2 * size;
    int order = compare(key, middle);
    if (order == 0) return (void *)middle;
    if (order > 0) {
      from = middle + size;
      count--;
    }
    count /= 2;
  }
  return NULL;
}
