// The clock.
#include "../layer.h"

#include <core/time.h>

pok_ret_t pok_time_get(pok_time_t *ns) {
  *ns = bulkhead_now_ns();
  return POK_ERRNO_OK;
}

pok_ret_t pok_time_gettick(pok_time_t *ns) { return pok_time_get(ns); }

pok_ret_t pok_time_compute_deadline(const pok_time_t relative, pok_time_t *absolute) {
  *absolute = bulkhead_now_ns() + relative;
  return POK_ERRNO_OK;
}
