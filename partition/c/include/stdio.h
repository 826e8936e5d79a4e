// The standard name of what there is of it.
#pragma once

#include <bulkhead/printf.h>
