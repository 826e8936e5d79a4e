// The one file that is compiled for each program, with its `deployment.h` included before everything else. A program
// without one may have as many threads and locks as a partition may have without saying so.
#include "program.h"

#ifndef BULKHEAD_POK_THREADS
#define BULKHEAD_POK_THREADS 33
#endif
#ifndef BULKHEAD_POK_FIRST_THREAD
#define BULKHEAD_POK_FIRST_THREAD 0
#endif
#ifndef BULKHEAD_POK_LOCK_OBJECTS
#define BULKHEAD_POK_LOCK_OBJECTS 64
#endif
#ifndef BULKHEAD_POK_FIRST_LOCK_OBJECT
#define BULKHEAD_POK_FIRST_LOCK_OBJECT 0
#endif
#ifndef BULKHEAD_POK_RATE_MONOTONIC
#define BULKHEAD_POK_RATE_MONOTONIC 0
#endif
#ifndef BULKHEAD_POK_SAMPLING_PORTS
#define BULKHEAD_POK_SAMPLING_PORTS(PORT)
#endif
#ifndef BULKHEAD_POK_QUEUEING_PORTS
#define BULKHEAD_POK_QUEUEING_PORTS(PORT)
#endif

#define PORT(...) {__VA_ARGS__},

// Each list has an entry more than it counts, since none may be empty.
static const struct pok_sampling_port sampling_ports[] = {BULKHEAD_POK_SAMPLING_PORTS(PORT){0, 0, 0}};
static const struct pok_queueing_port queueing_ports[] = {BULKHEAD_POK_QUEUEING_PORTS(PORT){0, 0, 0}};

const struct pok_deployment pok_deployment = {
    .threads = BULKHEAD_POK_THREADS,
    .first_thread = BULKHEAD_POK_FIRST_THREAD,
    .lock_objects = BULKHEAD_POK_LOCK_OBJECTS,
    .first_lock_object = BULKHEAD_POK_FIRST_LOCK_OBJECT,
    .is_rate_monotonic = BULKHEAD_POK_RATE_MONOTONIC,
    .sampling_ports = sampling_ports,
    .sampling_port_count = sizeof sampling_ports / sizeof *sampling_ports - 1,
    .queueing_ports = queueing_ports,
    .queueing_port_count = sizeof queueing_ports / sizeof *queueing_ports - 1,
};
