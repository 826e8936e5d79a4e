// A string cut into tokens, in place.
#include <string.h>

#include "../weak.h"

WEAK char *strtok_r(char *restrict text, const char *restrict separators, char **restrict state) {
  char *token = text != NULL ? text : *state;
  if (token == NULL) return NULL;
  token += strspn(token, separators);
  if (*token == 0) {
    *state = NULL;
    return NULL;
  }
  char *end = token + strcspn(token, separators);
  *state = *end != 0 ? end + 1 : NULL;
  *end = 0;
  return token;
}

WEAK char *strtok(char *restrict text, const char *restrict separators) {
  static char *state;
  return strtok_r(text, separators, &state);
}
