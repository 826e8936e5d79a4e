/* The threads of process factory. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void work(guests__order order, guests__order *answer);

/* Thread worker: dispatched by what comes at order. */
void worker_thread(void) {
  static guests__order order;
  static guests__order answer;
  MESSAGE_SIZE_TYPE length;
  RETURN_CODE_TYPE code;
  for (;;) {
    RECEIVE_QUEUING_MESSAGE(order_port, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)&order, &length,
        &code);
    if (code != NO_ERROR) continue;
    work(order, &answer);
    SEND_QUEUING_MESSAGE(answer_port, (MESSAGE_ADDR_TYPE)&answer, sizeof answer, 0, &code);
  }
}
