// The clock, in nanoseconds since the machine started.
#ifndef BULKHEAD_POK_TIME_H
#define BULKHEAD_POK_TIME_H

#include <core/dependencies.h>
#include <core/syscall.h>
#include <errno.h>
#include <types.h>

pok_ret_t pok_time_get(pok_time_t *ns);
pok_ret_t pok_time_gettick(pok_time_t *ns);
// Now and `relative` nanoseconds.
pok_ret_t pok_time_compute_deadline(const pok_time_t relative, pok_time_t *absolute);

// Of a thread's attributes, not of the calls above.
#define pok_time_milliseconds(value) value
#define pok_time_seconds(value) value * 1000;

#endif
