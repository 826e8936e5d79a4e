// errno, and its values in words.
#include <errno.h>
#include <string.h>

#include "../weak.h"

WEAK int errno;

WEAK char *strerror(int error) {
  switch (error) {
    case 0: return "Success";
    case ENOMEM: return "Out of memory";
    case EINVAL: return "Invalid argument";
    case EDOM: return "Argument outside the function's domain";
    case ERANGE: return "Result out of range";
    case EILSEQ: return "Invalid byte sequence";
    default: return "Unknown error";
  }
}
