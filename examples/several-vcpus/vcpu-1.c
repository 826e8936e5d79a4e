#define BULKHEAD_VCPU 1
#include "worker.h"
