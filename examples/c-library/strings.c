// Strings and characters.
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check.h"

static void copies(void) {
  char text[16];
  check("strcpy and strcat", strcmp(strcat(strcpy(text, "one"), "two"), "onetwo") == 0);
  check("strncat", strcmp(strncat(strcpy(text, "one"), "twelve", 2), "onetw") == 0);
  memset(text, 'x', sizeof text);
  check("strncpy", strncpy(text, "ab", 4) == text && memcmp(text, "ab\0\0x", 5) == 0);
  char *copy = strdup("copy"), *part = strndup("copy", 2);
  check("strdup and strndup", strcmp(copy, "copy") == 0 && strcmp(part, "co") == 0);
  free(copy);
  free(part);
}

static void searches(void) {
  const char *text = "bulkhead";
  check("strchr", strcmp(strchr(text, 'h'), "head") == 0 && strchr(text, 'x') == NULL && *strchr(text, 0) == 0);
  check("strrchr", strrchr("a/b/c", '/')[1] == 'c' && strrchr("abc", '/') == NULL && *strrchr(text, 0) == 0);
  check("strstr", strcmp(strstr("aabaab!", "aab!"), "aab!") == 0 && strstr(text, "heads") == NULL &&
                      strstr(text, "") == text);
  check("strspn", strspn("abc1", "cba") == 3 && strcspn("abc1", "0123") == 3 && strcspn("abc", "") == 3);
  check("strpbrk", *strpbrk("key=value", ":=") == '=' && strpbrk("key", ":=") == NULL);
  check("memchr", memchr(text, 'k', 8) == text + 3 && memchr(text, 'k', 3) == NULL);
}

static void tokens(void) {
  char text[] = "  one, two,,three ", all[16] = "", *state;
  for (char *token = strtok_r(text, " ,", &state); token != NULL; token = strtok_r(NULL, " ,", &state))
    strcat(strcat(all, token), ".");
  check("strtok_r", strcmp(all, "one.two.three.") == 0);
  char separators[] = " , ";
  check("strtok", strtok(separators, " ,") == NULL && strtok(NULL, " ,") == NULL);
}

void strings(void) {
  check("strlen", strlen("") == 0 && strlen("four") == 4 && strnlen("four", 2) == 2);
  check("strcmp", strcmp("a", "a") == 0 && strcmp("a", "b") < 0 && strcmp("ab", "a") > 0 && strcmp("\x80", "a") > 0 &&
                      strncmp("abc", "abd", 2) == 0);
  check("strcasecmp", strcasecmp("Hello", "hELLO") == 0 && strncasecmp("ABx", "aby", 2) == 0 &&
                          strcasecmp("[", "a") < 0);
  copies();
  searches();
  tokens();
  check("strerror", strcmp(strerror(ERANGE), "Result out of range") == 0 && strcmp(strerror(0), "Success") == 0);
}

// Each kind's characters below 128, as their sum, and how many there are.
static bool is_kind(int (*kind)(int), int count, int sum) {
  for (int i = 0; i < 128; i++)
    if (kind(i)) count--, sum -= i;
  for (int i = 128; i < 256; i++)
    if (kind(i)) return false;
  return count == 0 && sum == 0 && !kind(-1);
}

void characters(void) {
  check("isdigit", is_kind(isdigit, 10, 525));
  check("isalpha", is_kind(isalpha, 52, 4862) && is_kind(isupper, 26, 2015) && is_kind(islower, 26, 2847));
  check("isalnum", is_kind(isalnum, 62, 5387) && is_kind(isxdigit, 22, 1527));
  check("isspace", is_kind(isspace, 6, 87) && is_kind(isblank, 2, 41));
  check("isprint", is_kind(isprint, 95, 7505) && is_kind(isgraph, 94, 7473) && is_kind(ispunct, 32, 2086));
  check("iscntrl", is_kind(iscntrl, 33, 623));
  check("toupper", toupper('a') == 'A' && toupper('[') == '[' && tolower('Z') == 'z' && tolower('@') == '@');
}
