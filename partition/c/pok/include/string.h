// As <libc/string.h>.
#include <libc/string.h>
