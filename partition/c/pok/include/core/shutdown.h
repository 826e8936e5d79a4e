// The end of the machine, for a partition that POK_NEEDS_SHUTDOWN.
#ifdef POK_NEEDS_SHUTDOWN
#ifndef BULKHEAD_POK_SHUTDOWN_H
#define BULKHEAD_POK_SHUTDOWN_H

__attribute__((noreturn)) void pok_shutdown(void);

#endif
#endif
