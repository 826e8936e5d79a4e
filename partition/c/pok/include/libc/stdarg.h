// Arguments of variable number: the compiler's own.
#include <stdarg.h>
