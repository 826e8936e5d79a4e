/* The threads of process tower. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The functions of the model's subprograms, in the user's sources. */
void tick(fan__minutes *now);
void ring(void);

/* Thread clock: periodic, every 10ms. */
void clock_thread(void) {
  static fan__minutes now;
  RETURN_CODE_TYPE code;
  for (;;) {
    tick(&now);
    WRITE_SAMPLING_MESSAGE(now_port, (MESSAGE_ADDR_TYPE)&now, sizeof now, &code);
    PERIODIC_WAIT(&code);
  }
}

/* Thread ringer: dispatched by what comes at bell. */
void ringer_thread(void) {
  APEX_BYTE event = 0;
  MESSAGE_SIZE_TYPE length;
  RETURN_CODE_TYPE code;
  for (;;) {
    for (;;) {
      RECEIVE_QUEUING_MESSAGE(bell_1_port, 0, &event, &length, &code);
      if (code == NO_ERROR) break;
      RECEIVE_QUEUING_MESSAGE(bell_2_port, 0, &event, &length, &code);
      if (code == NO_ERROR) break;
      TIMED_WAIT(1000000LL, &code);
    }
    ring();
  }
}
