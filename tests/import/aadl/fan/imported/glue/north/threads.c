/* The threads of process north. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void blink(fan__minutes now, fan__minutes smoke, fan__minutes water);

/* Waits until that time; not at all when it is over. */
static void wait_until(SYSTEM_TIME_TYPE time) {
  SYSTEM_TIME_TYPE now;
  RETURN_CODE_TYPE code;
  GET_TIME(&now, &code);
  if (now < time) TIMED_WAIT(time - now, &code);
}

/* Thread panel: dispatched by what comes at smoke, water, 1ms apart at least. */
void panel_thread(void) {
  static fan__minutes now;
  static fan__minutes smoke;
  static fan__minutes water;
  APEX_BYTE event = 0;
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  SYSTEM_TIME_TYPE dispatched;
  RETURN_CODE_TYPE code;
  for (;;) {
    for (;;) {
      RECEIVE_QUEUING_MESSAGE(smoke_port, 0, (MESSAGE_ADDR_TYPE)&smoke, &length, &code);
      if (code == NO_ERROR) break;
      RECEIVE_QUEUING_MESSAGE(water_port, 0, (MESSAGE_ADDR_TYPE)&water, &length, &code);
      if (code == NO_ERROR) break;
      TIMED_WAIT(1000000LL, &code);
    }
    GET_TIME(&dispatched, &code);
    READ_SAMPLING_MESSAGE(now_port, (MESSAGE_ADDR_TYPE)&now, &length, &validity, &code);
    blink(now, smoke, water);
    SEND_QUEUING_MESSAGE(bell_port, &event, sizeof event, 0, &code);
    wait_until(dispatched + 1000000LL);
  }
}
