// As <libc/stdio.h>.
#include <libc/stdio.h>
