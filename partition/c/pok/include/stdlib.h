// As <libc/stdlib.h>.
#include <libc/stdlib.h>
