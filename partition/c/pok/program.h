// What the program's own `deployment.h` says, for the library, which is the same in all programs.
#pragma once

#include <stdint.h>

struct pok_sampling_port {
  const char *name;
  uint32_t message_bytes;
  uint64_t refresh_ns;
};

struct pok_queueing_port {
  const char *name;
  uint32_t message_bytes;
  uint32_t messages;
};

struct pok_deployment {
  // Threads that the partition may have, main included, and those of the partitions before it.
  uint32_t threads, first_thread;
  uint32_t lock_objects, first_lock_object;
  // Whether threads run by their periods, and not by their priorities.
  uint32_t is_rate_monotonic;
  const struct pok_sampling_port *sampling_ports;
  uint32_t sampling_port_count;
  const struct pok_queueing_port *queueing_ports;
  uint32_t queueing_port_count;
};

extern const struct pok_deployment pok_deployment;
