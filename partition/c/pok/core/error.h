// The error handler, by the function that is to run.
#pragma once

#include "../layer.h"

pok_ret_t pok_create_error_handler(void *entry);
