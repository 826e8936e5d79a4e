// Kinds of characters: ASCII.
#include <ctype.h>
#include <stdbool.h>

#include "weak.h"

static bool within(int character, int first, int last) { return character >= first && character <= last; }

WEAK int isdigit(int character) { return within(character, '0', '9'); }
WEAK int islower(int character) { return within(character, 'a', 'z'); }
WEAK int isupper(int character) { return within(character, 'A', 'Z'); }
WEAK int isgraph(int character) { return within(character, '!', '~'); }
WEAK int isprint(int character) { return within(character, ' ', '~'); }
WEAK int isblank(int character) { return character == ' ' || character == '\t'; }
WEAK int isspace(int character) { return character == ' ' || within(character, '\t', '\r'); }
WEAK int iscntrl(int character) { return within(character, 0, 0x1f) || character == 0x7f; }
WEAK int isalpha(int character) { return islower(character) || isupper(character); }
WEAK int isalnum(int character) { return isalpha(character) || isdigit(character); }
WEAK int ispunct(int character) { return isgraph(character) && !isalnum(character); }

WEAK int isxdigit(int character) {
  return isdigit(character) || within(character, 'a', 'f') || within(character, 'A', 'F');
}

WEAK int tolower(int character) { return isupper(character) ? character + ('a' - 'A') : character; }
WEAK int toupper(int character) { return islower(character) ? character - ('a' - 'A') : character; }
