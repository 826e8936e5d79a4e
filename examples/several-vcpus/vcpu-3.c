#define BULKHEAD_VCPU 3
#include "worker.h"
