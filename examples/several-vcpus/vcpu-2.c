#define BULKHEAD_VCPU 2
#include "worker.h"
