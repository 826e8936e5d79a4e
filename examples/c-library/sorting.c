// Sorting, searching, pseudo-random numbers.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { MOST = 200, TRIES = 50 };

struct record {
  char text[3];
  uint8_t key;
  uint8_t weight;
};

static int by_key(const void *left, const void *right) {
  return ((const struct record *)left)->key - ((const struct record *)right)->key;
}

static int by_value(const void *left, const void *right) {
  int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
  return (a > b) - (a < b);
}

static bool sorts_integers(int count) {
  int32_t values[MOST];
  uint32_t sum = 0;
  for (int i = 0; i < count; i++) sum += (uint32_t)(values[i] = rand() - RAND_MAX / 2);
  qsort(values, (size_t)count, sizeof *values, by_value);
  for (int i = 0; i < count; i++) {
    if (i > 0 && values[i - 1] > values[i]) return false;
    sum -= (uint32_t)values[i];
    if (*(int32_t *)bsearch(&values[i], values, (size_t)count, sizeof *values, by_value) != values[i]) return false;
  }
  int32_t absent = INT32_MAX;
  return sum == 0 && bsearch(&absent, values, (size_t)count, sizeof *values, by_value) == NULL;
}

// An odd size, and many equal keys.
static bool sorts_records(int count) {
  struct record records[MOST];
  for (int i = 0; i < count; i++) {
    uint8_t key = (uint8_t)(rand() % 7);
    records[i] = (struct record){.text = "ab", .key = key, .weight = (uint8_t)(255 - key)};
  }
  qsort(records, (size_t)count, sizeof *records, by_key);
  for (int i = 0; i < count; i++) {
    if (i > 0 && records[i - 1].key > records[i].key) return false;
    if (strcmp(records[i].text, "ab") != 0 || records[i].weight != 255 - records[i].key) return false;
  }
  return true;
}

void sorting(void) {
  bool integers = true, records = true;
  for (int i = 0; i < TRIES; i++) {
    integers = integers && sorts_integers(i < 4 ? i : rand() % MOST);
    records = records && sorts_records(i < 4 ? i : rand() % MOST);
  }
  check("qsort and bsearch of integers", integers);
  check("qsort of records", records);
  unsigned seed = 5, again = 5;
  srand(1);
  int first = rand();
  srand(1);
  check("rand and rand_r", rand() == first && rand_r(&seed) == rand_r(&again) && seed == again && seed != 5);
}
