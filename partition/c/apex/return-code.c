// The return code of each status.
#include "apex-call.h"
#include "return-codes.h"

const unsigned char bulkhead_apex_return_codes[] = {APEX_RETURN_CODES};
